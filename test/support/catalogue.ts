// Every partial once, with invented data: what the tests look at.
import { barRow, timeBar } from '../../src/web/drawings';
import type { Segment } from '../../src/web/drawings';
import { checkboxField, dateField, radioField, selectField, textField, textareaField } from '../../src/web/fields';
import { cell, fact, linkButton, submitButton } from '../../src/web/parts';
import type { DataTable, DetailsGroup, ProgressItem, Result, SideItem, Warning, WorkItem } from '../../src/web/parts';

const fields = [
  textField({ id: 'naam', label: 'Naam', value: 'A. Jansen', autocomplete: 'name' }),
  textField({
    id: 'email',
    label: 'E-mailadres van uw werk',
    value: 'a.jansen@voorbeeldstad',
    type: 'email',
    autocomplete: 'email',
    width: 'half',
    hint: 'Hier sturen wij de uitnodiging naartoe.',
    error: 'Vul een e-mailadres in zoals naam@gemeente.nl.',
  }),
  textField({
    id: 'code',
    label: 'Code uit uw app',
    value: '',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    width: 'code',
    hint: 'Vul de 6 cijfers uit uw app in.',
  }),
  textareaField({ id: 'toelichting', label: 'Toelichting', value: 'Eerste regel\nTweede regel', optional: true }),
  selectField({
    id: 'provincie',
    label: 'Provincie',
    value: 'ze',
    options: [
      { value: 'ut', label: 'Utrecht' },
      { value: 'ze', label: 'Zeeland' },
    ],
    width: 'half',
  }),
  radioField({
    id: 'grond',
    label: 'Op welke grond mag deze persoon tekenen?',
    value: 'mandaat',
    options: [
      { value: 'mandaat', label: 'Mandaat', hint: 'Een besluit van het college.' },
      { value: 'volmacht', label: 'Volmacht' },
      { value: 'statutair', label: 'Statutair bevoegd', disabled: true },
    ],
    error: 'Kies een grond.',
  }),
  radioField({
    id: 'werkgebied',
    label: 'Waar werkt u?',
    value: 'land',
    large: true,
    options: [
      { value: 'land', label: 'Heel Nederland', hint: 'Dat zijn 342 gemeenten, 331 doen mee.' },
      { value: 'provincies', label: 'Provincies' },
    ],
  }),
  checkboxField({
    id: 'sectoren',
    label: 'Voor welke sectoren?',
    values: ['energie'],
    hint: 'Kies er een of meer.',
    options: [
      { value: 'energie', label: 'Energie' },
      { value: 'huur', label: 'Huur' },
    ],
  }),
  dateField({
    id: 'besluit',
    label: 'Datum van het besluit',
    hint: 'Bijvoorbeeld 3 2 2026.',
    value: { day: '31', month: '2', year: '2026' },
    error: '31 februari bestaat niet.',
  }),
];

const workItems: readonly WorkItem[] = [
  {
    title: '45 overeenkomsten klaarzetten',
    text: 'Kies welke naar de tekenbevoegde gaan: 30 energie, 10 zorgverzekering en 5 huur.',
    quiet: 'Oudste sinds 9 november 2026',
    button: { label: 'Kies en zet klaar', href: '/klaarzetten' },
  },
  {
    title: 'Mandaat van F. de Vries loopt af',
    text: 'Na 31 december 2026 kan deze wethouder niet meer ondertekenen.',
    quiet: null,
    button: { label: 'Verleng mandaat', href: '/organisatie/tekenbevoegden' },
  },
];

const segments = (done: number, elsewhere: number, wait: number): readonly Segment[] => [
  { tone: 'done', count: done, meaning: 'van kracht' },
  { tone: 'elsewhere', count: elsewhere, meaning: 'wacht op signaalpartner' },
  { tone: 'wait', count: wait, meaning: 'wacht op u' },
];

const table: DataTable = {
  caption: 'Overeenkomsten',
  captionShown: true,
  columns: [
    { label: 'Signaalpartner', align: 'start' },
    { label: 'Sector', align: 'start' },
    { label: 'Status', align: 'start' },
    { label: 'Dagen', align: 'end' },
  ],
  rows: [
    [
      cell('Denkbeeld Energie', { href: '#inhoud', quiet: 'OVK-2026-000414' }),
      cell('Energie'),
      cell(null, { badge: { tone: 'wait', label: 'Wacht op u' }, quiet: 'sinds 9 november 2026' }),
      cell('14'),
    ],
    [
      cell('Zorgverzekeraar Proefpolis', { href: '#inhoud', quiet: 'OVK-2026-000446' }),
      cell('Zorgverzekering'),
      cell(null, { badge: { tone: 'yes', label: 'Van kracht' } }),
      cell('1.204'),
    ],
  ],
};

const groups: readonly DetailsGroup[] = [
  {
    title: 'Energie',
    aside: '30',
    open: true,
    items: [
      { title: 'Bedenksel Energie', quiet: 'OVK-2026-000412', link: { label: 'Lees', href: '#inhoud' }, check: null },
      {
        title: 'Demostroom',
        quiet: 'OVK-2026-000413',
        link: { label: 'Lees', href: '#inhoud' },
        check: { id: 'kies-413', name: 'overeenkomst', value: 'OVK-2026-000413', checked: true },
      },
    ],
    more: { label: 'Toon alle 30', href: '#inhoud' },
  },
  { title: 'Zorgverzekering', aside: '10', open: false, items: [], more: null },
];

const progress: readonly ProgressItem[] = [
  { state: 'done', title: 'Ontvangen', quiet: '23 november 2026, 14.02 uur', text: null },
  {
    state: 'current',
    title: 'Gecontroleerd',
    quiet: null,
    text: 'De NVVK controleert uw gegevens, meestal dezelfde werkdag.',
  },
  { state: 'todo', title: 'Toegelaten', quiet: null, text: null },
];

const results: readonly Result[] = [
  {
    tone: 'yes',
    title: '43 ondertekend',
    text: 'De signaalpartners hebben bericht gekregen en ondertekenen nu ook.',
    rows: [],
    after: null,
  },
  {
    tone: 'elsewhere',
    title: '2 worden nog verwerkt',
    text: 'De tijdstempeldienst geeft nu geen antwoord. Wij proberen het vanzelf opnieuw. U hoeft niets te doen.',
    rows: [{ title: 'Denkbeeld Energie', quiet: 'OVK-2026-000414', link: { label: 'Bekijk', href: '#inhoud' } }],
    after: 'Lukt het niet vóór 24 november 2026, 14.02 uur? Dan vragen wij u deze 2 opnieuw te ondertekenen.',
  },
];

const warning: Warning = {
  title: '2 overeenkomsten zijn anders dan de rest',
  text: null,
  rows: [
    {
      strong: 'Verhuur Nergens',
      text: 'een beheerder tekent namens deze verhuurder.',
      link: { label: 'Lees', href: '#inhoud' },
    },
    { strong: 'Energie Nergens', text: 'gaat pas in op 1 januari 2027.', link: { label: 'Lees', href: '#inhoud' } },
  ],
};

const ready: readonly SideItem[] = [
  { icon: 'circle-check', tone: 'yes', text: 'Aansluitbesluit vastgelegd', href: null },
  { icon: 'alert-circle', tone: 'wait', text: 'Nog geen vervanger gemandateerd', href: null },
  { icon: 'download', tone: 'yes', text: 'Download 43 overeenkomsten', href: '#inhoud' },
];

export const cataloguePage = (): object => ({
  errors: fields.flatMap(({ id, error }) => (error === null ? [] : [{ field: id, message: error }])),
  fields,
  buttons: {
    buttons: [
      linkButton('Kies en zet klaar', '#inhoud'),
      submitButton('Bewaar', 'secondary'),
      submitButton('Weiger', 'danger'),
    ],
    links: [{ label: 'Later verdergaan', href: '#inhoud' }],
  },
  steps: { current: 2, steps: ['Bekijken en ondertekenen', 'Verwerken', 'Klaar'] },
  work: {
    id: 'wacht',
    title: 'Wacht op u',
    count: workItems.length,
    items: workItems,
    empty: { title: null, text: 'Er wacht niets op u.', link: null },
  },
  nothingWaits: {
    id: 'niets',
    title: 'Wacht op u (niets)',
    count: 0,
    items: [],
    empty: {
      title: 'Er wacht niets op u.',
      text: '63 overeenkomsten zijn van kracht.',
      link: { label: 'Bekijk ze', href: '#inhoud' },
    },
  },
  elsewhere: [
    {
      figure: '6',
      text: 'overeenkomsten wachten op de signaalpartner',
      quiet: 'Langst: Woonstichting Fictiehof, sinds 12 november 2026',
      link: { label: 'Bekijk', href: '#inhoud' },
    },
  ],
  bars: {
    rows: [
      barRow('Energie', '6', 'van 40 van kracht', segments(6, 4, 30)),
      barRow('Zorgverzekering', '0', 'van 10 van kracht', segments(0, 0, 10)),
      barRow('Drinkwater', '1', 'van 1 van kracht', segments(1, 0, 0)),
      barRow('Huur', '5', 'van 12 van kracht', segments(5, 2, 5)),
      barRow('Belasting', '0', 'van 0 van kracht', segments(0, 0, 0)),
    ],
    legend: [
      { tone: 'done', label: 'Van kracht' },
      { tone: 'elsewhere', label: 'Wacht op signaalpartner' },
      { tone: 'wait', label: 'Wacht op u' },
    ],
  },
  ready: { title: 'Klaar om te ondertekenen?', items: ready, link: { label: 'Onze gegevens', href: '/organisatie' } },
  events: {
    title: 'Laatste gebeurtenissen',
    items: [
      { day: '20 november 2026', text: 'Denkbeeld Energie is toegelaten en werkt in uw gemeente.' },
      { day: '12 november 2026', text: 'F. de Vries ondertekende 7 overeenkomsten.' },
    ],
    link: null,
  },
  facts: [
    fact('Namens', 'Het college van burgemeester en wethouders van Voorbeeldstad'),
    fact('De tekst', 'Eén tekst voor alle 45, met een bijlage per sector: modeltekst 2026.1.', {
      link: { label: 'Lees de tekst', href: '/modeltekst' },
      after: '(6 bladzijden)',
    }),
    fact('Stand op die dag', null, { badge: { tone: 'elsewhere', label: 'Wacht op medeondertekening' } }),
  ],
  badges: [
    { tone: 'wait', label: 'Wacht op u' },
    { tone: 'elsewhere', label: 'Wacht op signaalpartner' },
    { tone: 'yes', label: 'Van kracht' },
    { tone: 'no', label: 'Geweigerd' },
    { tone: 'neutral', label: 'Vervangen' },
  ],
  answers: [
    {
      tone: 'yes',
      word: 'Ja',
      sentence: 'Op 1 mei 2024 mocht dat. De overeenkomst was van kracht sinds 14 maart 2023.',
    },
    {
      tone: 'no',
      word: 'Nee, nog niet',
      sentence: 'Op 20 februari 2023 had de gemeente getekend. De signaalpartner nog niet.',
    },
    { tone: 'unknown', word: 'Niet te zeggen', sentence: 'Het register begint op 1 januari 2021.' },
  ],
  results,
  warning,
  groups,
  progress,
  time: timeBar({
    stretches: [
      { tone: 'elsewhere', from: '2023-02-01', until: '2023-03-14' },
      { tone: 'yes', from: '2023-03-14', until: null },
    ],
    asked: { day: '2024-05-01', label: '1 mei 2024' },
    today: '2026-11-23',
    spoken: 'Van kracht sinds 14 maart 2023, ook op 1 mei 2024.',
  }),
  table,
  pagination: { position: 'Bladzijde 2 van 14', previous: '#inhoud', next: '#inhoud' },
  filter: {
    action: '/overeenkomsten',
    fields: [
      textField({ id: 'zoek', label: 'Zoek', value: '', type: 'search' }),
      selectField({ id: 'sector', label: 'Sector', value: '', options: [{ value: '', label: 'Alle sectoren' }] }),
    ],
    active: 2,
    clear: '/overeenkomsten',
  },
  cards: [
    {
      title: 'Lokale afspraken',
      badge: { tone: 'wait', label: 'Nog niet ingevuld' },
      text: 'Daarom staat er nog niets klaar.',
      facts: [],
      change: { label: 'Wijzig', href: '#inhoud' },
    },
    {
      title: 'Organisatie',
      badge: null,
      text: null,
      facts: [fact('Naam', 'Gemeente Voorbeeldstad'), fact('Algemene mailbox', 'schuldhulp@voorbeeldstad.example')],
      change: { label: 'Wijzig', href: '#inhoud' },
    },
  ],
  process: [
    { title: 'Aanmelden', text: 'U vertelt wie u bent en waar u werkt. De NVVK laat u toe.' },
    { title: 'Klaarzetten', text: 'Voor elke gemeente en signaalpartner staat een overeenkomst klaar.' },
  ],
  doors: [{ title: 'Gemeente', text: 'U wilt signalen ontvangen en hulp aanbieden.', href: '#inhoud' }],
  figures: [
    { figure: '331', of: 'van 342', label: 'gemeenten doen mee' },
    { figure: '14.271', of: null, label: 'overeenkomsten van kracht' },
  ],
  working: { done: 31, total: 45, words: '31 van 45 verwerkt' },
  signing: {
    title: 'Ondertekenen',
    before: 'Ik onderteken deze ',
    strong: '45 overeenkomsten',
    after:
      ' namens het college van burgemeester en wethouders van Voorbeeldstad. Ik heb ze kunnen lezen. Ik ga ermee akkoord.',
    action: '/ondertekensessies/S-2026-000117',
    csrfToken: 'voorbeeld',
    hidden: [{ name: 'lijst', value: '3f1c' }],
    code: textField({
      id: 'tekencode',
      label: 'Code',
      value: '',
      hint: 'Vul de 6 cijfers uit uw app in.',
      width: 'code',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
    }),
    button: 'Onderteken 45 overeenkomsten',
    icon: 'pencil',
    explanation: null,
    links: [
      { label: 'Later verdergaan', href: '/overzicht' },
      { label: 'Weigeren of terugsturen', href: '#inhoud' },
    ],
  },
});
