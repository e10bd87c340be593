import { type PolicyStatement, policyStatements } from './policyStatements';

/** A statement may speak of `*` in these places only. */
const reasons: { in: (statement: PolicyStatement) => boolean; why: string }[] =
  [
    {
      in: ({ principals }) => principals.length > 0,
      why: "A key's or a role's own policy speaks of that key or role, which KMS calls `*`.",
    },
    {
      in: ({ actions }) =>
        actions.every(action => action === 'ecr:GetAuthorizationToken'),
      why: 'It knows no resource: the token lets in where another statement does.',
    },
  ];

const describe = ({ holder, sid }: PolicyStatement) => `${holder} ${sid}`;

function findingsOf(statement: PolicyStatement): string[] {
  const { effect, actions, resources, principals, conditions } = statement;
  const anyAction = actions.some(action => action.includes('*'));
  const anyResource =
    resources.includes('*') && !reasons.some(each => each.in(statement));
  const anybody = principals.includes('*') && conditions.length === 0;
  return [
    anyAction && `${describe(statement)} allows actions by a pattern`,
    anyResource && `${describe(statement)} speaks of every resource`,
    anybody && `${describe(statement)} lets anybody in`,
  ].filter(finding => effect === 'Allow' && finding !== false) as string[];
}

/**
 * What is called otherwise in other partitions: ARNs, and hosts. Principals of services are `<service>.amazonaws.com` in
 * all of them.
 */
const PARTITION = /arn:aws:|(?<!"[a-z-]+)[.]amazonaws[.]com/;

/** What the house asks of a template beyond AWS's validators. */
export function policyFindings(template: object): string[] {
  const text = JSON.stringify(template);
  const partition = PARTITION.exec(text)?.[0];
  return [
    ...policyStatements(template).flatMap(findingsOf),
    ...(partition
      ? [`The text has ${partition}, which is of one partition`]
      : []),
  ];
}
