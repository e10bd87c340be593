import {
  readStackTemplate,
  stackNames,
  type StackName,
} from '@oaf/infrastructure';
import { deletions } from './deletions';

type Template = {
  Resources: Record<string, { Type: string; DeletionPolicy?: string }>;
};

/** Types of what a shipped template keeps. */
async function keptTypes(name: StackName): Promise<string[]> {
  const { body } = await readStackTemplate(name);
  const { Resources }: Template = JSON.parse(body);
  return Object.values(Resources)
    .filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete')
    .map(({ Type }) => Type);
}

describe('deletions', () => {
  it('are known for everything that a shipped template keeps', async () => {
    const types = await Promise.all(stackNames.map(keptTypes));
    expect(types.flat()).toContain('AWS::DynamoDB::Table');
    expect(types.flat().filter(type => !deletions[type])).toEqual([]);
  });
});
