import { templateText } from './templateText';

/** Parameters of a template with their defaults. */
export function parametersOf(name: string) {
  const { Parameters } = JSON.parse(templateText(name as never));
  return Object.entries<{ Default?: unknown }>(Parameters).map(
    ([parameter, { Default: value }]) => ({
      name: parameter,
      default: value === undefined ? undefined : String(value),
    }),
  );
}
