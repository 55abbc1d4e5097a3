import { addDays, addSeconds, amsterdamDay, type Instant } from './time';

/** The next working day's 07.00 in Amsterdam at or after `now`: when the digest mails go out. Holidays count as working days. */
export function digestMoment(now: Instant): Instant {
  for (let ahead = 0; ; ahead++) {
    const day = addDays(amsterdamDay(now), ahead);
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const moment = sevenInAmsterdam(day);
    if (moment >= now) return moment;
  }
}

/** 07.00 in Amsterdam is 05.00 UTC in summer and 06.00 UTC in winter. */
function sevenInAmsterdam(day: string): Instant {
  const summer = `${day}T05:00:00.000Z`;
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Amsterdam',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(summer));
  return hour === '07' ? summer : addSeconds(summer, 3600);
}
