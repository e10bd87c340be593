import { type StackName, synthesize } from '../synthesize';
import { type PolicyStatement, policyStatements } from './policyStatements';

const code = (values: string[]) =>
  values.map(value => `\`${value}\``).join('<br>');

function row(statement: PolicyStatement): string {
  const { holder, effect, actions, resources, principals, conditions } =
    statement;
  const cells = [
    holder,
    effect,
    code(actions),
    principals.length > 0 && resources.every(each => each === '*')
      ? 'itself'
      : code(resources),
    code(principals),
    code(conditions),
  ];
  return `| ${cells.join(' | ')} |`;
}

function sectionOf(name: StackName): string {
  const rows = policyStatements(synthesize(name)).map(row);
  return [
    `## ${name}`,
    '',
    '| whose policy | effect | actions | of | who, in policies of resources | only if |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Everything that the templates allow, for those who have to agree to it. */
export function permissionsTable(names: readonly StackName[]): string {
  return [
    '# What the AWS templates allow',
    '',
    'Every statement of every policy in the templates of `@oaf/infrastructure`, made from them by `yarn workspace @oaf/infrastructure templates`; a test fails when a template says something else. No allowed action is a pattern, and no statement allows anything of every resource of an account, but for `ecr:GetAuthorizationToken`, which knows none. The policy of a role, a key or a secret speaks of itself.',
    '',
    ...names.map(sectionOf),
  ].join('\n');
}
