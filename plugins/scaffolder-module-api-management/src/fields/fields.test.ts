import {
  restApiTemplate,
  type DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import scaffolderModule from '../alpha';
import * as legacy from '../index';
import { deploymentInput } from './deploymentInput';
import { keepDocument } from './documents';
import * as fields from './fields';
import { validateDocument } from './validateDocument';
import { validateParameter, validatePreview } from './validation';

const place = {
  accountLinkId: 'link-1',
  region: 'eu-central-1',
  stackName: 'oaf-notify',
};

describe('the fields', () => {
  it('are the same in both frontend systems', () => {
    const names = Object.values(fields).map(({ name }) => name);
    expect(Object.keys(legacy).sort()).toEqual([...names].sort());
    expect(scaffolderModule).toMatchObject({ pluginId: 'scaffolder' });
    expect(createFormField(fields.accountPicker as never)).toMatchObject({
      name: 'ApiManagementAccountPicker',
    });
  });
});

describe('what the preview asks for', () => {
  const deploy = {
    action: 'deploy' as const,
    template: 'notify',
    parameters: ['Email', 'Other'],
  };

  it('is the place and the parameters of the form, and nothing else of it', () => {
    expect(
      deploymentInput(deploy, { ...place, Email: '', unrelated: 'x' }),
    ).toEqual({
      action: 'deploy',
      ...place,
      template: 'notify',
      parameters: { Email: '' },
    });
  });

  it('is the stack of a removal', () => {
    expect(deploymentInput({ action: 'destroy' }, { stack: place })).toEqual({
      action: 'destroy',
      deleteKept: false,
      ...place,
    });
  });

  it.each([
    [deploy, { ...place, region: undefined }],
    [{ action: 'destroy' as const }, {}],
  ])(
    '%j is nothing while the form does not say where: %j',
    (options, values) => {
      expect(deploymentInput(options, values)).toBeUndefined();
    },
  );
});

/** An app that tells no other language. */
const english = { apiHolder: { get: () => undefined } };

async function errorsOf(
  validate: (...all: any[]) => void | Promise<void>,
  value: unknown,
  context: object,
) {
  const errors: string[] = [];
  await validate(
    value,
    { addError: (text: string) => errors.push(text) },
    context,
  );
  return errors;
}

const api = {
  stage: 'v1',
  owner: 'group:default/team-a',
  baseUrl: 'https://api.example.com',
};
const openApi = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Loans' },
  paths: { '/loans': { get: { responses: {} } } },
});

describe('a REST API', () => {
  it('is previewed as the template made of its document', () => {
    const document = keepDocument(openApi);
    expect(document).toHaveLength(64);
    expect(
      deploymentInput(
        { action: 'deploy', restApi: true },
        { ...place, ...api, document },
      ),
    ).toEqual({
      action: 'deploy',
      ...place,
      templateBody: restApiTemplate(openApi, api),
    });
  });

  it('is not previewed without its document', () => {
    expect(
      deploymentInput(
        { action: 'deploy', restApi: true },
        { ...place, ...api, document: 'of-another-page' },
      ),
    ).toBeUndefined();
  });

  it.each([
    ['a good document', openApi, api, []],
    ['nothing, which the form says by itself', '', api, []],
    ['no document', 'Hello', api, ['This is no OpenAPI document']],
    [
      'a base URL that is none',
      openApi,
      { ...api, baseUrl: 'http://a.example' },
      [expect.stringContaining('is no address to send calls to')],
    ],
  ])('is told of %s', async (_, text, formData, errors) => {
    const hash = text && keepDocument(text);
    expect(
      await errorsOf(validateDocument, hash, { formData, ...english }),
    ).toEqual(errors);
  });

  it('is told that the page was loaded anew', async () => {
    expect(
      await errorsOf(validateDocument, 'of-another-page', {
        formData: api,
        ...english,
      }),
    ).toEqual(['The document is not here any more: give it again']);
  });
});

describe('the form goes on', () => {
  const bounds = { type: 'Number', minValue: 1, secret: false };
  const withParameter = (parameter: object) => ({
    uiSchema: { 'ui:options': { parameter } },
  });

  it.each([
    ['9', { name: 'Rate', ...bounds }, []],
    ['0', { name: 'Rate', ...bounds }, ['must be at least 1']],
    ['', { name: 'Rate', default: '5', ...bounds }, ['must be a number']],
    // What is missing the form says by itself.
    [undefined, { name: 'Rate', ...bounds }, []],
  ])('with %j for %j: %j', async (value, parameter, errors) => {
    expect(
      await errorsOf(validateParameter, value, withParameter(parameter)),
    ).toEqual(errors);
  });

  const inState = (state: DeploymentState) => ({
    apiHolder: { get: () => ({ getDeployment: async () => ({ state }) }) },
  });

  it.each(['awaiting-confirmation', 'succeeded'] as const)(
    'when the deployment is %s',
    async state => {
      expect(await errorsOf(validatePreview, 'id', inState(state))).toEqual([]);
    },
  );

  it('in the words of the app', async () => {
    const translations = {
      getTranslation: () => ({ ready: true, t: (key: string) => `«${key}»` }),
    };
    const client = { getDeployment: async () => ({ state: 'failed' }) };
    const apiHolder = {
      get: ({ id }: { id: string }) =>
        id === 'core.translation' ? translations : client,
    };
    expect(await errorsOf(validatePreview, 'id', { apiHolder })).toEqual([
      '«fieldProblem.failed»',
    ]);
  });

  it.each(['queued', 'previewing', 'failed', 'cancelled'] as const)(
    'not when the deployment is %s',
    async state => {
      expect(
        await errorsOf(validatePreview, 'id', inState(state)),
      ).toHaveLength(1);
    },
  );
});
