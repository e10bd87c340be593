import { createPrivateKey } from 'node:crypto';
import { deleteResource, removeOrphans } from '@oaf/aws-emulator';
import { choose } from '../choose';
import { saveSample, type SavedSample } from '../codeSample';
import {
  haveKeyPairMade,
  issueTemporaryPassword,
  revealSecret,
  savePrivateKey,
} from '../credentials';
import { decide, openRequest } from '../decide';
import {
  beginLinking,
  downloadTemplate,
  openAccount,
  verifyRole,
} from '../linking';
import { openTab } from '../open';
import { screenshot } from '../screenshot';
import { signIn } from '../signIn';
import {
  fillRequest,
  openProduct as openProductToUse,
  sendRequest,
} from '../subscribe';
import {
  account,
  makeForeignStack,
  makeTrustStack,
  region,
  takenDomain,
  whatIsTagged,
} from './account';
import { call, expectCall, expectRefusal, open } from './call';
import { dedicatedKeyStates, easeDedicatedKeys } from './dedicatedKeys';
import {
  choosePlace,
  cancelWaiting,
  confirm,
  costsOf,
  fillApi,
  fillIdentity,
  fillTemplate,
  lookAgain,
  openInfrastructure,
  openStack,
  openUpdate,
  preview,
  remove,
  removeAll,
} from './deploy';
import { findDrift, repairDrift } from './drift';
import { expect, site, test } from './fixtures';
import {
  carryOut,
  gatewaysOf,
  moveProduct,
  openProduct,
  openToEverybody,
  planPublication,
} from './publish';
import {
  approvePlan,
  finishPlanChange,
  moveSubscription,
  openSubscription,
  requestPlan,
} from './subscription';
import { dialogOf } from '../dialog';

test.describe.configure({ mode: 'serial' });

const { alias } = account;
const topics = 'oaf-notify';
const gateway = 'oaf-gateway';
const loansApi = 'oaf-loans';
const application = 'Debt radar';
let apiKey: string;
let sample: SavedSample;
const loans = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Loans', version: '1' },
  paths: {
    '/loans': { get: { responses: { 200: { description: 'Loans' } } } },
    '/loans/{id}': { get: { responses: { 200: { description: 'A loan' } } } },
  },
});

test('Ada links an account that may be deployed into', async ({ ada, aws }) => {
  await signIn(ada, 'Ada Lindqvist');
  await beginLinking(ada, account);
  await choose(ada.getByRole('checkbox', { name: 'Provision' }));
  await choose(ada.getByRole('checkbox', { name: 'Deploy' }));
  await makeTrustStack(aws, await downloadTemplate(ada));
  await verifyRole(ada);
  const checks = ada.getByRole('list', { name: 'Checks' });
  await expect(checks.getByText('Passed')).toHaveCount(4);
});

test('she is shown what the topics would make, before it is made', async ({
  ada,
  aws,
}) => {
  await choosePlace(ada, { template: 'notify', alias, region });
  await ada
    .getByRole('textbox', { name: 'E-mail address' })
    .fill('ops@example.com');
  await expect(costsOf(ada)).toContainText('Keys');
  await preview(ada);
  await screenshot(ada, 'deployment-preview', page =>
    expect(page.getByRole('row', { name: 'AWS::KMS::Key' })).toContainText(
      'Add',
    ),
  );
  const made = await whatIsTagged(aws);
  expect(made.filter(arn => !/:stack\/|oaf-artifacts-/.test(arn))).toEqual([]);
});

test('she confirms, follows the events and finds where it is', async ({
  ada,
}) => {
  await confirm(ada);
  await screenshot(ada, 'deployment', async page => {
    await expect(page.getByRole('log', { name: 'Events' })).toContainText(
      'AWS::SNS::Topic',
    );
    await expect(page.getByRole('region', { name: 'Outputs' })).toContainText(
      `arn:aws:sns:${region}:${account.accountId}:`,
    );
  });
});

test('it is on the page of infrastructure', async ({ ada }) => {
  await openInfrastructure(ada);
  await screenshot(ada, 'infrastructure', page =>
    expect(
      page.getByRole('region', { name: 'Stacks' }).getByRole('row', {
        name: topics,
      }),
    ).toContainText('Current'),
  );
});

test('she changes it, and is shown what changes', async ({ ada }) => {
  await openStack(ada, topics);
  await openUpdate(ada);
  const email = ada.getByRole('textbox', { name: 'E-mail address' });
  await expect(email).toHaveValue('ops@example.com');
  await email.fill('on-call@example.com');
  await preview(ada);
  await confirm(ada);
  await openStack(ada, topics);
  await expect(ada.getByRole('region', { name: 'Parameters' })).toContainText(
    'on-call@example.com',
  );
});

test('she removes it, and nothing of it is left', async ({ ada, aws }) => {
  await openStack(ada, topics);
  await remove(ada, topics);
  await openInfrastructure(ada);
  await expect(ada.getByText('Nothing is deployed')).toBeVisible();
  expect(await whatIsTagged(aws)).toEqual([]);
});

test('she is told in the form why it cannot be, and looks again', async ({
  ada,
  aws,
}) => {
  test.slow();
  const removeForeign = await makeForeignStack(aws, topics, {
    Bell: { Type: 'AWS::SNS::Topic' },
  });
  await fillTemplate(ada, 'Deploy notifications', { alias, region });
  await expect(ada.getByRole('alert').first()).toContainText(
    'that this installation did not deploy',
  );
  await ada.getByRole('button', { name: 'Review' }).click();
  await expect(ada.getByText('preview had failed').first()).toBeVisible();
  await removeForeign();
  await expect(await lookAgain(ada, 'AWS::KMS::Key')).toBeVisible();
  const other = await ada.context().newPage();
  await cancelWaiting(other, topics);
  await other.close();
  await expect(ada.getByText('The preview was cancelled')).toBeVisible();
  await expect(await lookAgain(ada, 'AWS::KMS::Key')).toBeVisible();
  await cancelWaiting(ada, topics);
  expect(await whatIsTagged(aws)).toEqual([]);
});

test('she is told which resource failed half-way and what to do, and clears away', async ({
  ada,
  aws,
}) => {
  const removeForeign = await makeForeignStack(aws, 'somebody', takenDomain);
  await choosePlace(ada, { template: 'identity', alias, region });
  await fillIdentity(ada, takenDomain.Domain.Properties.Domain);
  await preview(ada);
  await confirm(ada, 'Failed');
  const failure = ada.getByRole('alert').first();
  await expect(failure).toContainText('already exists');
  await expect(failure).toContainText('choose another name');
  await expect(failure).toContainText('AWS::Cognito::UserPoolDomain');
  await expect(ada.getByRole('log', { name: 'Events' })).toContainText(
    'Taken back',
  );
  // The template keeps the people, also those of a pool that could not be completed.
  expect(await whatIsTagged(aws)).toEqual([
    expect.stringContaining(':userpool/'),
  ]);
  await removeAll(ada, 'oaf-identity');
  await removeForeign();
  expect(await whatIsTagged(aws)).toEqual([]);
});

test('she publishes a new API from its document, as a draft product', async ({
  ada,
}) => {
  test.slow();
  await fillApi(ada, {
    document: loans,
    baseUrl: `https://${site}`,
    alias,
    region,
    stackName: loansApi,
  });
  await expect(
    ada.getByRole('row', { name: 'AWS::ApiGateway::RestApi' }),
  ).toContainText('Add');
  await ada.getByRole('button', { name: 'Review' }).click();
  await ada.getByRole('button', { name: 'Create' }).click();
  await ada.getByRole('link', { name: 'The draft product' }).click();
  await expect(ada.getByRole('heading', { name: 'Loans' })).toBeVisible();
  await expect(ada.getByText('Draft').first()).toBeVisible();
  await openStack(ada, loansApi);
  await expect(ada.getByText('Own template').first()).toBeVisible();
});

test('she deploys the gateway by its software template', async ({
  ada,
  aws,
  edge,
}) => {
  test.slow();
  await fillTemplate(ada, 'Deploy the gateway', {
    alias,
    region,
    parameters: {
      Domain: edge.domainName,
      Certificate: `arn:aws:acm:${region}:${account.accountId}:certificate/1`,
    },
  });
  await expect(
    ada.getByRole('row', { name: 'AWS::ApiGateway::RestApi' }),
  ).toContainText('Add');
  await ada.getByRole('button', { name: 'Review' }).click();
  await ada.getByRole('button', { name: 'Create' }).click();
  const made = ada.getByRole('link', { name: 'The deployment' });
  // Ninety resources, with functions among them.
  await expect(made).toBeVisible({ timeout: 90_000 });
  await made.click();
  await expect(ada.getByText('Succeeded').first()).toBeVisible();
  await expect(ada.getByRole('log', { name: 'Events' })).toContainText(
    'AWS::ApiGateway::RestApi',
  );
  await expect(ada.getByRole('region', { name: 'Outputs' })).toContainText(
    'Issuer',
  );
  await openInfrastructure(ada);
  await expect(ada.getByRole('row', { name: gateway }).first()).toContainText(
    'Current',
  );
  await open(aws, edge, gateway);
});

test('she changes the gateway, and is shown what changes', async ({ ada }) => {
  await openStack(ada, gateway);
  await openUpdate(ada);
  await ada.getByRole('textbox', { name: 'Requests at once' }).fill('150');
  await preview(ada);
  await screenshot(ada, 'gateway-update', page =>
    expect(
      page.getByRole('row', { name: 'AWS::ApiGateway::Stage' }),
    ).toContainText('Modify'),
  );
  await confirm(ada);
  await openStack(ada, gateway);
  await expect(ada.getByRole('region', { name: 'Parameters' })).toContainText(
    '150',
  );
});

test('she offers the API at the gateway, after she saw what changes', async ({
  ada,
}) => {
  await openProduct(ada, 'Loans');
  await expect(
    ada.getByRole('button', { name: 'Publish', exact: true }),
  ).toBeDisabled();
  await screenshot(ada, 'publication-plan', page =>
    planPublication(page, 'Offer here'),
  );
  await carryOut(ada, 'Offer here');
  await screenshot(ada, 'product-gateways', page =>
    expect(gatewaysOf(page)).toContainText('/loans/loans'),
  );
  await expect(
    ada.getByRole('button', { name: 'Publish', exact: true }),
  ).toBeEnabled();
});

test('she goes back to what was offered before, which is nothing', async ({
  ada,
  aws,
  edge,
}) => {
  await planPublication(ada, 'Roll back');
  await expect(dialogOf(ada)).toContainText('Removed');
  await carryOut(ada, 'Roll back');
  await expect(gatewaysOf(ada)).toContainText('Not offered');
  await removeOrphans(aws, edge.answersFor!.apiId);
});

test('she offers it again, and publishes it for everybody', async ({ ada }) => {
  await planPublication(ada, 'Offer here');
  await carryOut(ada, 'Offer here');
  await openToEverybody(ada);
  await moveProduct(ada, 'Publish');
  await expect(ada.getByRole('button', { name: 'Deprecate' })).toBeVisible();
});

test('she is shown what somebody deleted at the gateway, and repairs it', async ({
  ada,
  aws,
  edge,
}) => {
  const route = '/loans/loans/{proxy+}';
  await deleteResource(aws, edge.answersFor!.apiId, route);
  await findDrift(ada, 'The route /loans/loans');
  await screenshot(ada, 'drift', page =>
    expect(page.getByText('The route /loans/loans').first()).toBeVisible(),
  );
  await repairDrift(ada);
});

test('Bea subscribes, and Ada approves', async ({ ada, bea }) => {
  await signIn(bea, 'Bea Castellanos');
  await openProductToUse(bea, 'Loans', 'Plans');
  await fillRequest(bea, {
    application,
    owner: 'Team B',
    plan: 'Standard',
    purpose: 'Shows who owes what',
  });
  await sendRequest(bea);
  await openTab(ada, 'API Management', 'Approvals');
  await openRequest(ada, application);
  await decide(ada, 'Approve', 'Known.');
  apiKey = await revealSecret(bea, 'API key');
  expect(apiKey).toMatch(/^oaf_key_/);
});

test('the sample of her page calls it at the gateway, until the quota is used up', async ({
  bea,
  edge,
  web,
}) => {
  const OAF_TEMPORARY_PASSWORD = await revealSecret(bea, 'Temporary password');
  sample = await saveSample(bea, 'Node.js');
  const first = { OAF_API_KEY: apiKey, OAF_TEMPORARY_PASSWORD };
  expect(await call(sample, edge, first)).toMatch(/^200 /);
  expect(web.calls).toEqual(['GET /loans']);
  for (let count = 1; count < 3; ++count) {
    expect(await call(sample, edge, { OAF_API_KEY: apiKey })).toMatch(/^200 /);
  }
  expect(await call(sample, edge, { OAF_API_KEY: apiKey })).toMatch(/^429 /);
});

test('she changes to a plan without one, and is let in by its key', async ({
  ada,
  aws,
  bea,
  edge,
}) => {
  // The gateway knows it by the time that the plan is another one.
  await issueTemporaryPassword(bea);
  await requestPlan(bea, 'Business');
  expect(await dedicatedKeyStates(aws)).toEqual([]);
  await approvePlan(ada, application);
  const OAF_API_KEY = await revealSecret(bea, 'API key');
  await expectCall(/^200 /, sample, edge, { OAF_API_KEY });
  await screenshot(bea, 'plan-change', page =>
    expect(
      page.getByRole('button', { name: 'Finish the change' }),
    ).toBeVisible(),
  );
  await finishPlanChange(bea);
  // The authorizer's word is in the answer on AWS; the emulator fills in no template of a gateway response.
  await expectRefusal('context.authorizer.error', sample, edge, {
    OAF_API_KEY: apiKey,
  });
  expect(await call(sample, edge, { OAF_API_KEY })).toMatch(/^200 /);
  apiKey = OAF_API_KEY;
});

test('she has a key pair made under the KMS key that her plan comes with', async ({
  aws,
  bea,
}) => {
  await expect(bea.getByText('One for each subscription')).toBeVisible();
  expect(await dedicatedKeyStates(aws)).toEqual(['Enabled']);
  await easeDedicatedKeys(aws);
  await haveKeyPairMade(bea);
  const key = createPrivateKey(await savePrivateKey(bea));
  expect(key.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  await expect(
    bea.getByRole('button', { name: 'Have a key pair made' }),
  ).toHaveCount(0);
});

test('Ada suspends her, lets her in again, and ends it', async ({
  ada,
  aws,
  edge,
}) => {
  const secrets = { OAF_API_KEY: apiKey };
  await openSubscription(ada, application);
  await moveSubscription(ada, 'Suspend');
  await expectRefusal('The subscription is suspended', sample, edge, secrets);
  await moveSubscription(ada, 'Resume');
  await expectCall(/^200 /, sample, edge, secrets);
  await moveSubscription(ada, 'End');
  await expectRefusal('invalid_client', sample, edge, secrets);
  // Its keys and usage plans are deleted one by one.
  await expect(ada.getByText('Ended', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
  expect(await dedicatedKeyStates(aws)).toEqual(['PendingDeletion']);
});

test('she takes the API back, and removes it', async ({ ada }) => {
  await openProduct(ada, 'Loans');
  await moveProduct(ada, 'Deprecate', 'Nobody uses it');
  await moveProduct(ada, 'Retire', 'Nobody uses it');
  await planPublication(ada, 'Withdraw');
  await carryOut(ada, 'Withdraw');
  await expect(gatewaysOf(ada)).toContainText('Not offered');
  await openStack(ada, loansApi);
  await remove(ada, loansApi);
});

test('she removes the gateway with what it keeps, and nothing is left', async ({
  ada,
  aws,
}) => {
  await openStack(ada, gateway);
  const made = await whatIsTagged(aws);
  expect(made.filter(arn => /:(dynamodb|kms):/.test(arn))).toHaveLength(3);
  await removeAll(ada, gateway, ask => screenshot(ada, 'gateway-removal', ask));
  await openInfrastructure(ada);
  await expect(ada.getByText('Nothing is deployed')).toBeVisible();
  expect(await whatIsTagged(aws)).toEqual([]);
});

test('she is told that AWS does not answer when a role is verified', async ({
  ada,
  aws,
  problems,
}) => {
  await aws.stop();
  await openAccount(ada, account);
  await ada.getByRole('button', { name: 'Verify again' }).click();
  const said = ada.getByRole('alert').filter({ hasText: 'does not answer' });
  await expect(said).toContainText('try again');
  expect(problems.splice(0)).toEqual([
    expect.stringContaining('status of 503'),
  ]);
});
