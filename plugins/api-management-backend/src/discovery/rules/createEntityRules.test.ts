import { mockServices } from '@backstage/backend-test-utils';
import { createEntityRules } from './createEntityRules';
import type { EntityRuleTexts } from './createEntityRules';
import type { RuleInput } from './EntityRules';

const input: RuleInput = {
  title: 'Claims',
  tags: { team: 'insurance', domain: 'Claims' },
  accountId: '111122223333',
  accountAlias: 'Insurance Prod',
  region: 'eu-central-1',
  stage: 'prod',
  protocol: 'REST',
  apiId: 'a1b2c3',
};

const defaults = {
  namespace: 'default',
  owner: 'group:default/unowned',
  system: null,
  lifecycle: 'production',
};

function setUp(rules: EntityRuleTexts = {}) {
  const logger = mockServices.logger.mock();
  const entityRules = createEntityRules({
    rules,
    defaultOwner: defaults.owner,
    logger,
  });
  return {
    logger,
    map: async (api = input) => (await entityRules.map(api)).mapping,
    notes: async (api = input) => (await entityRules.map(api)).notes,
  };
}

describe('entity rules', () => {
  it('follow the tags of the same names unless told otherwise', async () => {
    const tags = {
      namespace: 'insurance',
      owner: 'team-a',
      system: 'claims',
      lifecycle: 'experimental',
    };
    expect(await setUp().map({ ...input, tags })).toEqual({
      namespace: 'insurance',
      owner: 'group:default/team-a',
      system: 'system:default/claims',
      lifecycle: 'experimental',
    });
  });

  it('take defaults for tags that are absent, empty or no values', async () => {
    const { map, logger } = setUp();
    expect(await map()).toEqual(defaults);
    const wrong = { namespace: 'Not Valid!', owner: 'a b', lifecycle: '' };
    expect(await map({ ...input, tags: wrong })).toEqual(defaults);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each([
    [{ owner: 'tags.team' }, { owner: 'group:default/insurance' }],
    [
      { owner: '"user:guests/" & $lowercase(title)' },
      { owner: 'user:guests/claims' },
    ],
    [{ namespace: '$lowercase(tags.domain)' }, { namespace: 'claims' }],
    [
      { system: 'accountAlias ~> $match(/^\\w+/) ~> $lookup("match")' },
      { system: 'system:default/insurance' },
    ],
    [
      { lifecycle: 'stage = "prod" ? "production" : "experimental"' },
      { lifecycle: 'production' },
    ],
    [{ owner: 'tags.nothing' }, {}],
  ])('evaluate %j', async (rules, expected) => {
    expect(await setUp(rules).map()).toEqual({ ...defaults, ...expected });
  });

  it.each([
    ['a number', '1', '1 is no owner'],
    ['no reference', '"a:b:c"', '"a:b:c" is no owner'],
    ['nobody', '"group:"', '"group:" is no owner'],
    ['an error', '$error("refused")', 'refused'],
    ['no end', '($f := function($n) { $f($n + 1) }; $f(1))', '100 ms'],
  ])(
    'take the default and warn once when a rule gives %s',
    async (_, owner, why) => {
      const { map, logger } = setUp({ owner });
      expect(await map()).toEqual(defaults);
      expect(await map()).toEqual(defaults);
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(why));
    },
  );

  it.each([
    [
      'in any case',
      { Owner: 'group:default/team-a', LIFECYCLE: 'experimental' },
      { owner: 'group:default/team-a', lifecycle: 'experimental' },
    ],
    [
      'as it is before others',
      { Owner: 'team-b', owner: 'team-a', OWNER: 'team-c' },
      { owner: 'group:default/team-a' },
    ],
    [
      'in the order of its spellings',
      { Owner: 'team-b', OWNER: 'team-c' },
      { owner: 'group:default/team-c' },
    ],
    [
      'that says something',
      { owner: '', Owner: ' team-b ' },
      { owner: 'group:default/team-b' },
    ],
    [
      'that can be used',
      { owner: 'ops@example.com', Owner: 'team-b' },
      { owner: 'group:default/team-b' },
    ],
  ])('take a tag %s', async (_, tags: Record<string, string>, expected) => {
    const reversed = Object.fromEntries(Object.entries(tags).reverse());
    expect(await setUp().map({ ...input, tags })).toEqual({
      ...defaults,
      ...expected,
    });
    expect(await setUp().map({ ...input, tags: reversed })).toEqual({
      ...defaults,
      ...expected,
    });
  });

  it.each([
    'ops@example.com',
    'Team A',
    'größe',
    'group:',
    'a/b/c',
    'x'.repeat(64),
  ])(
    'tell what to set in place of the owner %j, and use the rest',
    async owner => {
      const tags = { Owner: owner, Lifecycle: 'experimental' };
      const { map, notes } = setUp();
      expect(await map({ ...input, tags })).toEqual({
        ...defaults,
        lifecycle: 'experimental',
      });
      expect(await notes({ ...input, tags })).toEqual([
        `The tag Owner says ${JSON.stringify(
          owner,
        )}, which is no owner, so that the API has the owner group:default/unowned. Set the tag to a group or user of the catalog, such as team-a or user:default/jane.`,
      ]);
    },
  );

  it('tell of a rule that gave nothing usable', async () => {
    expect(await setUp({ owner: '1' }).notes()).toEqual([
      'The rule apiManagement.discovery.entity.owner gave nothing usable, so that the API has the owner group:default/unowned: 1 is no owner. An administrator can mend the rule.',
    ]);
    expect(await setUp({ owner: 'tags.nothing' }).notes()).toEqual([]);
  });

  it('find tags in any case by $tag', async () => {
    const tags = { Team: 'team-a' };
    const { map } = setUp({ owner: '$tag("team")', system: '$tag("none")' });
    expect(await map({ ...input, tags })).toEqual({
      ...defaults,
      owner: 'group:default/team-a',
    });
  });

  it('refuse to start with a rule that is no JSONata', () => {
    expect(() => setUp({ owner: 'tags.(team' })).toThrow(
      /^apiManagement\.discovery\.entity\.owner is not a JSONata expression: .+ \(at character \d+\)$/,
    );
  });
});
