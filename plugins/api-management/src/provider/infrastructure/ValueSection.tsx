import { CopyableCode, type Fact, Facts, PageSection } from '../../shared';

const toFact = ([name, value]: [string, string]): Fact => [
  name,
  value && <CopyableCode text={value} label={`Copy ${name}`} />,
];

/** Parameters or outputs of a stack by name, each with a button that copies it; nothing when there are none. */
export function ValueSection(props: {
  title: string;
  values: Record<string, string>;
}) {
  const entries = Object.entries(props.values);
  return entries.length > 0 ? (
    <PageSection title={props.title}>
      <Facts facts={entries.map(toFact)} />
    </PageSection>
  ) : null;
}
