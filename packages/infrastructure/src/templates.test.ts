import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  awsPrices,
  estimateCosts,
} from '@oaf/backstage-plugin-api-management-common';
import { checkStack } from './__testUtils__/checkStack';
import { costsPage } from './__testUtils__/costsPage';
import { parametersOf } from './__testUtils__/parametersOf';
import { permissionsTable } from './__testUtils__/permissionsTable';
import { templateText } from './__testUtils__/templateText';
import { packageFolder } from './packageFolder';
import { readStackTemplate, stackNames } from './stackTemplates';

/** Some types have a list of tags, others a map. */
const toList = (tags: any) =>
  tags && !Array.isArray(tags)
    ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
    : tags;

describe.each(stackNames)('the template %s', name => {
  // The first look makes two engines of rules.
  jest.setTimeout(120_000);

  it('is valid', () => {
    const report = checkStack(name);
    expect(report.findings).toEqual([]);
    expect(report.resources).toBeGreaterThan(0);
  });

  // yarn workspace @oaf/infrastructure templates
  it('is what the constructs give', async () => {
    const { body, hash } = await readStackTemplate(name);
    expect(body).toBe(templateText(name));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('needs no bootstrap and tells nobody of its construction', async () => {
    const { body } = await readStackTemplate(name);
    const { Parameters, Resources } = JSON.parse(body);
    expect(Object.keys(Parameters)).not.toContain('BootstrapVersion');
    expect(
      Object.values<{ Type: string }>(Resources).map(({ Type }) => Type),
    ).not.toContain('AWS::CDK::Metadata');
  });

  it('says what each parameter is called, and under which heading it stands', async () => {
    const { body } = await readStackTemplate(name);
    const { Parameters, Metadata } = JSON.parse(body);
    const { ParameterGroups, ParameterLabels } =
      Metadata['AWS::CloudFormation::Interface'];
    const names = Object.keys(Parameters).sort();
    const labels = Object.values<any>(ParameterLabels).map(
      label => label.default,
    );
    expect(Object.keys(ParameterLabels).sort()).toEqual(names);
    expect(new Set(labels).size).toBe(names.length);
    expect(
      ParameterGroups.flatMap((group: any) => group.Parameters).sort(),
    ).toEqual(names);
  });

  it('tags all that can be tagged', async () => {
    const { body } = await readStackTemplate(name);
    const tagged = Object.values<any>(JSON.parse(body).Resources)
      .map(({ Properties: { Tags, UserPoolTags } = {} as any }) =>
        toList(Tags ?? UserPoolTags),
      )
      .filter(Boolean);
    expect(tagged.length).toBeGreaterThan(0);
    for (const tags of tagged) {
      expect(tags).toEqual([
        { Key: 'oaf:installation', Value: { Ref: 'Installation' } },
        { Key: 'oaf:stack', Value: name },
      ]);
    }
  });
});

describe('the table of permissions', () => {
  it('has what the templates have', () => {
    const file = join(packageFolder(), '../../docs/aws-permissions.md');
    expect(readFileSync(file, 'utf8')).toBe(permissionsTable(stackNames));
  });
});

describe('the estimated costs', () => {
  it('are those of the page', () => {
    const file = join(packageFolder(), '../../docs/costs.md');
    expect(readFileSync(file, 'utf8')).toBe(costsPage(stackNames));
  });

  const everything = { Firewall: 'yes', HttpApis: 'yes' };

  it.each([
    ['Alarms', 'AWS::CloudWatch::Alarm', awsPrices.alarm.amount],
    ['Keys', 'AWS::KMS::Key', awsPrices.kmsKey.amount],
  ])('count %s as the templates have them', async (part, type, price) => {
    for (const name of stackNames) {
      const { body } = await readStackTemplate(name);
      const count = Object.values<any>(JSON.parse(body).Resources).filter(
        ({ Type }) => Type === type,
      ).length;
      const estimate = estimateCosts(
        { name, parameters: parametersOf(name) },
        everything,
      );
      const amount =
        estimate?.parts.find(each => each.part === part)?.amounts[0] ?? 0;
      expect([name, Math.round(amount / price)]).toEqual([name, count]);
    }
  });
});

describe('the guide', () => {
  const nameOf = (logicalId: string) =>
    /^(?:Http)?Alarms([A-Za-z]+)[0-9A-F]{8}$/.exec(logicalId)?.[1] ?? logicalId;

  it('explains each alarm, and no other', async () => {
    const templates = await Promise.all(stackNames.map(readStackTemplate));
    const alarms = templates
      .flatMap(({ body }) => Object.entries<any>(JSON.parse(body).Resources))
      .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
      .map(([logicalId]) => nameOf(logicalId));
    const file = join(packageFolder(), '../../docs/operate.md');
    const [, section] = /^## Alarms of the AWS stacks$(.+?)^## /ms.exec(
      readFileSync(file, 'utf8'),
    )!;
    const explained = [...section.matchAll(/^\| (`[^|]+`) \|/gm)]
      .flatMap(([, names]) => names.split(', '))
      .map(name => name.replaceAll('`', ''));
    expect(explained.sort()).toEqual([...new Set(alarms)].sort());
  });
});
