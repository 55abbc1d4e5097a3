// Dutch of log-in, invitations, the own account and the people of an organisation.
import type { Role } from '../../domain/parties';
import type { PasswordFault } from '../../usecases/accounts/password-rule';
import { counted } from './format';
import { roleWords } from '../../usecases/accounts/mail-words';

export const fields = {
  email: {
    label: 'E-mailadres',
    missing: 'Vul uw e-mailadres in.',
    wrong: 'Dit is geen e-mailadres. Schrijf het als naam@organisatie.nl.',
  },
  password: { label: 'Wachtwoord', missing: 'Vul uw wachtwoord in.' },
  newPassword: {
    label: 'Nieuw wachtwoord',
    choose: 'Kies een wachtwoord',
    hint: 'Ten minste 12 tekens. Een paar losse woorden achter elkaar onthoudt u makkelijk.',
  },
  currentPassword: { label: 'Uw wachtwoord van nu', wrong: 'Dit is niet uw wachtwoord van nu.' },
  code: { label: 'Code uit uw app', hint: '6 cijfers', missing: 'Vul de 6 cijfers uit uw app in.' },
  newCode: {
    label: 'Code uit de nieuwe app',
    hint: '6 cijfers',
    wrong: 'De code klopt niet. Wacht op een nieuwe code en probeer het opnieuw.',
  },
  anyCode: {
    label: 'Code uit uw app van nu',
    hint: '6 cijfers, of een van uw herstelcodes',
    missing: 'Vul een code in.',
  },
  backupCode: { label: 'Herstelcode', hint: 'Bijvoorbeeld 7KQ4-M2XP-9TRD', missing: 'Vul een herstelcode in.' },
  name: { label: 'Uw naam', hint: 'Zoals uw collega’s u kennen, bijvoorbeeld A. Jansen', missing: 'Vul uw naam in.' },
  colleague: { label: 'Naam', hint: 'Bijvoorbeeld A. Jansen', missing: 'Vul de naam van uw collega in.' },
  functionTitle: { label: 'Functie' },
  telephone: { label: 'Telefoonnummer', wrong: 'Dit is geen telefoonnummer. Schrijf het als 030 123 45 67.' },
  tooLong: 'Dit is te lang. Gebruik ten hoogste 120 tekens.',
  roles: {
    label: 'Wat gaat deze persoon doen?',
    labelChange: 'Wat doet deze persoon?',
    missing: 'Kies ten minste één rol.',
  },
  organisation: { label: 'Voor welke organisatie werkt u nu?', missing: 'Kies een organisatie.' },
} as const;

export const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  'too-short': 'Dit wachtwoord is te kort. Gebruik ten minste 12 tekens.',
  'too-long': 'Dit wachtwoord is te lang. Gebruik ten hoogste 200 tekens.',
  'is-address': 'Uw e-mailadres is geen veilig wachtwoord. Kies iets anders.',
  'too-common': 'Dit wachtwoord is makkelijk te raden. Kies iets anders, bijvoorbeeld een paar losse woorden.',
};

export const login = {
  title: 'Inloggen',
  button: 'Log in',
  wrong: 'Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw.',
  forgotten: 'Wachtwoord vergeten?',
  apply: 'Nog geen account? Meld uw organisatie aan',
  demonstration: 'Demonstratie: bekijk de voorbeeldaccounts',
  expired: 'Dat duurde te lang. Log opnieuw in.',
  code: {
    title: 'Bevestig dat u het bent',
    lead: 'Open de app met codes op uw telefoon.',
    button: 'Ga verder',
    other: 'Geen app bij de hand? Gebruik een herstelcode',
  },
  backup: {
    title: 'Inloggen met een herstelcode',
    lead: 'U kreeg 10 herstelcodes toen u uw account maakte. Elke code werkt één keer.',
    other: 'Toch een code uit uw app gebruiken',
    after: 'Bent u uw app kwijt? Stel na het inloggen bij Mijn account een nieuwe app in.',
  },
  homeless: {
    title: 'U hoort niet meer bij een organisatie',
    lead: 'Uw account bestaat nog, maar geen enkele organisatie heeft u een rol gegeven. Vraag een organisatiebeheerder om een uitnodiging.',
  },
} as const;

export const recovery = {
  title: 'Inloggen lukt niet',
  lead: 'Wachtwoord vergeten? Wij sturen u een link om een nieuw wachtwoord te kiezen.',
  button: 'Stuur mij een link',
  noApp: 'Hebt u uw app met codes niet meer? Log in met uw wachtwoord en kies daarna ‘Gebruik een herstelcode’.',
  noCodes: 'Ook geen herstelcodes? Mail of bel de NVVK.',
  sent: {
    title: 'Kijk in uw e-mail',
    lead: 'Hoort dit e-mailadres bij een account? Dan krijgt u binnen een paar minuten een link. De link werkt één keer en één uur lang.',
    help: 'Geen e-mail gekregen? Kijk bij ongewenste post, of probeer een ander e-mailadres.',
  },
  choose: {
    title: 'Kies een nieuw wachtwoord',
    lead: 'De code uit uw app blijft nodig. Overal waar u nog bent ingelogd, wordt u uitgelogd.',
    button: 'Bewaar het wachtwoord',
  },
  old: {
    title: 'Deze link werkt niet meer',
    lead: 'De link is al gebruikt, of ouder dan een uur. Vraag een nieuwe link aan.',
    link: 'Vraag een nieuwe link aan',
  },
  done: { title: 'Uw wachtwoord is gewijzigd', lead: 'Log in met uw nieuwe wachtwoord.' },
} as const;

export const invitation = {
  steps: ['Wachtwoord', 'App met codes', 'Herstelcodes'],
  title: 'Maak uw account',
  lead: (inviter: string | null, organisation: string, admin: boolean): string => {
    if (inviter !== null) return `${inviter} nodigt u uit om voor ${organisation} met het Ondertekenportaal te werken.`;
    return admin
      ? `${organisation} is toegelaten tot het Ondertekenportaal. U wordt de eerste organisatiebeheerder.`
      : `U bent uitgenodigd om voor ${organisation} met het Ondertekenportaal te werken.`;
  },
  facts: { organisation: 'Organisatie', roles: 'Uw rol', email: 'Uw e-mailadres', until: 'Geldig tot en met' },
  signatory:
    'U kunt overeenkomsten ondertekenen zodra uw organisatie uw mandaat heeft vastgelegd. U bevestigt de gegevens daarvan na het inloggen, op uw overzicht.',
  next: 'Ga verder',
  app: {
    title: 'Koppel een app met codes',
    lead: 'Bij het inloggen en ondertekenen vult u naast uw wachtwoord een code uit een app in. Hebt u nog geen app met codes? Vraag uw ICT-afdeling welke u mag gebruiken.',
    button: 'Maak uw account',
  },
  old: {
    title: 'Deze uitnodiging werkt niet meer',
    lead: 'De link is al gebruikt, te oud of ingetrokken. Hebt u al een account? Log dan in.',
    button: 'Vraag een nieuwe link aan',
    login: 'Log in',
  },
  renewed: {
    title: 'Kijk in uw e-mail',
    lead: 'Mag u een nieuwe link hebben? Dan krijgt u die binnen een paar minuten op het e-mailadres van de uitnodiging.',
    help: 'Geen e-mail gekregen? Vraag uw organisatiebeheerder u opnieuw uit te nodigen.',
  },
  known: {
    title: 'U hebt al een account',
    lead: (organisation: string): string => `Log in om ${organisation} aan uw account toe te voegen.`,
    login: 'Log in',
  },
  join: {
    title: (organisation: string): string => `Werken voor ${organisation}`,
    lead: 'U houdt uw account en manier van inloggen. U kiest voortaan voor welke organisatie u werkt.',
    button: 'Neem de uitnodiging aan',
  },
  other: {
    title: 'Deze uitnodiging is voor iemand anders',
    lead: (name: string, email: string): string =>
      `U bent ingelogd als ${name} (${email}). De uitnodiging ging naar een ander e-mailadres. Log uit en open de link opnieuw.`,
    button: 'Log uit',
  },
} as const;

export const backupCodes = {
  title: 'Bewaar uw herstelcodes',
  lead: 'Hiermee kunt u inloggen als u uw app niet hebt. Elke code werkt één keer. Wij laten ze nu één keer zien.',
  keep: 'Druk deze bladzijde af, of zet de codes in uw wachtwoordkluis. Bewaar ze niet bij uw telefoon.',
  button: 'Ik heb de codes bewaard',
  gone: {
    title: 'Uw herstelcodes zijn al getoond',
    lead: 'Wij laten herstelcodes één keer zien. Niet bewaard? Maak nieuwe.',
    link: 'Maak nieuwe herstelcodes',
  },
} as const;

export const account = {
  title: 'Mijn account',
  data: {
    title: 'Uw gegevens',
    change: 'Wijzig',
    name: 'Naam',
    functionTitle: 'Functie',
    email: 'E-mailadres',
    telephone: 'Telefoonnummer',
    works: 'U werkt voor',
    none: 'Niet ingevuld',
  },
  ways: {
    title: 'Inloggen',
    password: 'Wachtwoord',
    app: 'App met codes',
    codes: 'Herstelcodes',
    since: (day: string): string => `Sinds ${day}`,
    left: (count: number): string => (count === 0 ? 'Geen meer' : `Nog ${counted(count, 'code', 'codes')}`),
    none: 'Geen herstelcodes meer',
    anew: 'Maak nieuwe',
    other: 'Stel een andere app in',
    change: 'Wijzig',
  },
  sessions: {
    title: 'Waar bent u ingelogd?',
    here: 'Dit apparaat',
    since: (moment: string): string => `Ingelogd op ${moment}`,
    end: 'Log hier uit',
    unknown: 'Onbekende browser',
  },
  changeData: { title: 'Wijzig uw gegevens', button: 'Bewaar' },
  changePassword: {
    title: 'Wijzig uw wachtwoord',
    lead: 'Overal elders waar u bent ingelogd, wordt u uitgelogd.',
    button: 'Bewaar het wachtwoord',
  },
  changeApp: {
    title: 'Stel een andere app in',
    lead: 'Daarna werken alleen de codes uit de nieuwe app.',
    button: 'Gebruik deze app',
  },
  changeCodes: {
    title: 'Maak nieuwe herstelcodes',
    lead: 'Uw oude herstelcodes werken daarna niet meer.',
    button: 'Maak nieuwe herstelcodes',
  },
  done: {
    gegevens: 'Uw gegevens zijn bewaard.',
    wachtwoord: 'Uw wachtwoord is gewijzigd. Elders bent u uitgelogd.',
    app: 'U gebruikt nu de nieuwe app. Elders bent u uitgelogd.',
    sessie: 'U bent daar uitgelogd.',
  } as Readonly<Record<string, string>>,
  choose: { title: 'Kies een organisatie', lead: 'U werkt voor meer dan één organisatie.', button: 'Ga verder' },
  cancel: 'Annuleer',
} as const;

export const roleChoices: readonly { readonly value: Role; readonly label: string; readonly hint: string }[] = [
  {
    value: 'contact',
    label: 'Contactpersoon',
    hint: 'Zet overeenkomsten klaar en volgt ze. Krijgt bericht als er iets te doen is.',
  },
  { value: 'signatory', label: 'Tekenbevoegde', hint: 'Ondertekent, als daarvoor een mandaat is vastgelegd.' },
  {
    value: 'admin',
    label: 'Organisatiebeheerder',
    hint: 'Nodigt collega’s uit en beheert de gegevens van de organisatie.',
  },
  { value: 'viewer', label: 'Meelezer', hint: 'Mag alles bekijken en niets wijzigen.' },
];

export const people = {
  title: 'Mensen',
  lead: 'Wie werkt er voor uw organisatie met dit portaal?',
  organisation: 'Onze gegevens',
  columns: { name: 'Naam', role: 'Rol', seen: 'Laatst gezien', email: 'E-mailadres' },
  caption: 'Mensen van uw organisatie',
  never: 'Nog niet',
  change: 'Wijzig',
  roles: (roles: readonly Role[]): string => {
    const words = roles.map((role) => roleWords[role]).join(', ');
    return words.charAt(0).toUpperCase() + words.slice(1);
  },
  invite: 'Nodig uit',
  cancel: 'Annuleer',
  second: {
    title: 'Zorg voor een tweede organisatiebeheerder',
    text: 'Is de enige beheerder afwezig, dan kan niemand collega’s toevoegen of gegevens wijzigen.',
  },
  invited: {
    title: 'Uitgenodigd',
    caption: 'Openstaande uitnodigingen',
    on: 'Uitgenodigd op',
    expired: 'De link is te oud',
    withdraw: 'Trek in',
  },
  inviteForm: {
    title: 'Nodig een collega uit',
    lead: 'Uw collega krijgt een e-mail met een link om een account te maken.',
    button: 'Nodig uit',
  },
  one: {
    button: 'Bewaar',
    end: {
      title: 'Werkt deze persoon niet meer bij u?',
      text: (name: string): string =>
        `${name} kan dan niets meer bekijken of ondertekenen voor uw organisatie. Mandaten eindigen en wat nog te ondertekenen was, gaat terug naar wie het klaarzette. Wat al ondertekend is, blijft gelden.`,
      mandates: 'Is geen tekenbevoegde meer van de organisatie.',
      button: 'Beëindig de toegang',
    },
  },
  done: {
    uitgenodigd: 'De uitnodiging is verstuurd.',
    rollen: 'De rollen zijn bewaard.',
    beeindigd: 'De toegang is beëindigd.',
    ingetrokken: 'De uitnodiging is ingetrokken.',
  } as Readonly<Record<string, string>>,
} as const;

export const demonstrationPages = {
  logins: 'Voorbeeldaccounts',
  password: 'Wachtwoord van elk voorbeeldaccount',
  lead: 'Een code werkt één keer, ongeveer een halve minuut lang. Ververs de pagina voor nieuwe codes.',
  columns: { person: 'Persoon', email: 'E-mailadres', works: 'Werkt voor', now: 'Code nu', next: 'Code hierna' },
  toLogin: 'Naar inloggen',
  noLogins: 'Er zijn nog geen accounts.',
  mails: 'Verstuurde e-mails',
  mailsLead: 'In de demonstratie gaat er geen e-mail de deur uit. Alles staat hier, de nieuwste bovenaan.',
  mailColumns: { subject: 'Onderwerp', to: 'Aan', at: 'Verstuurd' },
  noMails: 'Er is nog geen e-mail verstuurd.',
  mailTo: 'Aan',
  mailAt: 'Verstuurd',
} as const;
