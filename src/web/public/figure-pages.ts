// Public pages that show the state of the register.
import { composeAgreement, parseTemplate, readingBlocks } from '../../documents';
import { provinces } from '../../domain/provinces';
import { amsterdamDay } from '../../domain/time';
import { publicFigures } from '../../persistence/read/figures';
import { allSectors } from '../../persistence/sector';
import { versionInUse } from '../../persistence/template-version';
import { notFound } from '../../domain/errors';
import { cacheable, page, type PublicHandler } from '../http';
import { covenantPage } from './covenant';
import { homePage } from './home';
import { modelTextPage } from './model-text';
import { plainCase } from '../../usecases/templates/preview-cases';

export const getHome: PublicHandler = async (deps) => {
  const today = amsterdamDay(deps.clock.now());
  const figures = await publicFigures(deps.db, today);
  return cacheable(page('public/home', 'Vroegsignalering', homePage({ today, ...figures }), { current: '/' }));
};

export const getCovenant: PublicHandler = async (deps) => {
  const today = amsterdamDay(deps.clock.now());
  const [figures, sectors, version] = await Promise.all([
    publicFigures(deps.db, today),
    allSectors(deps.db),
    versionInUse(deps.db, today),
  ]);
  const model = covenantPage({
    provinces: provinces.map(({ code, name }) => {
      const figure = figures.provinces.find((one) => one.code === code);
      return { name, takingPart: figure?.takingPart ?? 0, total: figure?.total ?? 0 };
    }),
    sectors: sectors.map(({ code, name }) => ({ name, partners: figures.partnersPerSector.get(code) ?? 0 })),
    naturalPersons: figures.naturalPersons,
    textVersion: version?.label ?? null,
  });
  return cacheable(page('public/convenant', 'Het convenant', model, { current: '/convenant' }));
};

/** The text under which agreements are made now, filled in for invented parties. */
export const getModelText: PublicHandler = async (deps) => {
  const today = amsterdamDay(deps.clock.now());
  const version = await versionInUse(deps.db, today);
  if (!version) throw notFound();
  const template = parseTemplate(version.source);
  const facts = plainCase(template, today, deps.config.demonstration);
  const blocks = readingBlocks(composeAgreement(template, facts));
  return cacheable(
    page('public/modeltekst', `Modeltekst ${version.label}`, modelTextPage(version.label, blocks), {
      current: '/convenant',
    }),
  );
};
