// Words of the frame around every page: the bars of each audience and the document title.

interface Place {
  readonly label: string;
  readonly href: string;
}

const publicBar: readonly Place[] = [
  { label: 'Vroegsignalering', href: '/' },
  { label: 'Het convenant', href: '/convenant' },
  { label: 'Register', href: '/register' },
  { label: 'Document controleren', href: '/controleren' },
  { label: 'Hulp', href: '/hulp' },
];

const municipalityBar: readonly Place[] = [
  { label: 'Overzicht', href: '/overzicht' },
  { label: 'Overeenkomsten', href: '/overeenkomsten' },
  { label: 'Signaalpartners', href: '/signaalpartners' },
  { label: 'Onze gegevens', href: '/organisatie' },
  { label: 'Hulp', href: '/hulp' },
];

const partnerBar: readonly Place[] = [
  { label: 'Overzicht', href: '/overzicht' },
  { label: 'Overeenkomsten', href: '/overeenkomsten' },
  { label: 'Gemeenten', href: '/gemeenten' },
  { label: 'Onze gegevens', href: '/organisatie' },
  { label: 'Hulp', href: '/hulp' },
];

const stewardBar: readonly Place[] = [
  { label: 'Werkvoorraad', href: '/beheer' },
  { label: 'Organisaties', href: '/beheer/organisaties' },
  { label: 'Modelteksten', href: '/beheer/modelteksten' },
];

export const bars = {
  public: publicBar,
  municipality: municipalityBar,
  partner: partnerBar,
  steward: stewardBar,
} as const;

/** "Fout: " stands first, so that who hears only the title of a tab knows that the form came back (WCAG 3.3.1). */
export const titleWithError = (title: string, hasErrors: boolean): string =>
  `${hasErrors ? 'Fout: ' : ''}${title} - Ondertekenportaal`;
