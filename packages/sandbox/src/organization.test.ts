import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parseAllDocuments } from 'yaml';
import { describeOrganization } from './organization';
import { personas } from './personas';

const committed = join(
  resolvePackagePath('@oaf/sandbox'),
  '../../examples/org.yaml',
);

describe('organization', () => {
  it('is what examples/org.yaml holds', () => {
    const documents = parseAllDocuments(readFileSync(committed, 'utf8'));
    expect(documents.map(document => document.toJS())).toEqual(
      describeOrganization(),
    );
  });

  it('describes every group that a persona is in', () => {
    const described = describeOrganization()
      .filter(entity => entity.kind === 'Group')
      .map(entity => entity.metadata.name);
    expect(described).toEqual(
      expect.arrayContaining(personas.flatMap(persona => persona.groups)),
    );
  });
});
