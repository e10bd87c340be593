import type {
  Price,
  PriceComponent,
} from '@oaf/backstage-plugin-api-management-common';
import { priceComponentKinds, type PriceComponentKind } from '@oaf/rating';

/** A row of a list, by field. */
export type RowForm = { key: string; values: Record<string, string> };

/** A component of a price as it is typed: its texts and choices, and its lists, by field. */
export type ComponentForm = {
  key: string;
  type: PriceComponent['type'];
  values: Record<string, string>;
  rows: Record<string, RowForm[]>;
  /** Nobody added it: it is part of the price once something is typed. */
  isOffered?: boolean;
};

/** What a price is usually made of. */
const usual: ReadonlyArray<PriceComponent['type']> = ['flat', 'per-unit'];

let keys = 0;
const newKey = () => `part-${++keys}`;

export function kindOf(type: PriceComponent['type']): PriceComponentKind {
  return priceComponentKinds.find(kind => kind.type === type)!;
}

/** Empty fields for a component. */
export const newComponent = (type: PriceComponent['type']): ComponentForm =>
  toForm({ type });

export const newRow = (): RowForm => ({ key: newKey(), values: {} });

/** The usual ones, to be filled in or left empty. */
export const offeredComponents = (): ComponentForm[] =>
  usual.map(type => ({ ...newComponent(type), isOffered: true }));

/** Those that a price has; of one without any, the usual ones. */
export const toComponentForms = ({ components }: Price): ComponentForm[] =>
  components.length > 0
    ? components.map(component => toForm(component))
    : offeredComponents();

function toForm(
  component: Pick<PriceComponent, 'type'> & Partial<PriceComponent>,
): ComponentForm {
  const { fields } = kindOf(component.type);
  const given: Record<string, unknown> = { ...component };
  const lists = fields.filter(({ kind }) => kind === 'list');
  const texts = fields.filter(({ kind }) => kind !== 'list');
  return {
    key: newKey(),
    type: component.type,
    values: Object.fromEntries(
      texts.map(({ name }) => [name, String(given[name] ?? '')]),
    ),
    rows: Object.fromEntries(
      lists.map(({ name }) => [name, toRows(given[name])]),
    ),
  };
}

function toRows(list: unknown): RowForm[] {
  const rows = (list ?? [{}]) as Array<Record<string, string>>;
  return rows.map(values => ({ key: newKey(), values: { ...values } }));
}

/** Whether a component is part of the price. */
export const isFilledIn = ({ values, isOffered }: ComponentForm): boolean =>
  !isOffered || Object.values(values).some(text => text.trim() !== '');

/** The components as the backend wants them: what was left empty is left out. */
export const toComponents = (forms: ComponentForm[]): PriceComponent[] =>
  forms.filter(isFilledIn).map(
    ({ type, values, rows }) =>
      ({
        type,
        ...filledIn(values),
        ...Object.fromEntries(
          Object.entries(rows).map(([name, list]) => [name, toSteps(list)]),
        ),
      } as PriceComponent),
  );

/** The last step has no end, whatever was typed there before it was the last one. */
function toSteps(rows: RowForm[]) {
  return rows.map(({ values }, index) => {
    const { upTo, ...others } = filledIn(values);
    const isLast = index === rows.length - 1;
    return { ...(upTo && !isLast && { upTo }), ...others };
  });
}

function filledIn(values: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) =>
      text.trim() === '' ? [] : [[name, text.trim()]],
    ),
  );
}
