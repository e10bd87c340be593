import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultBaseCredentials } from '@oaf/control-plane-simulator';
import { importNaively } from './importNaively';

/** `OAF_NAIVE` holds these as JSON. */
type Environment = {
  endpoint: string;
  accountIds: string[];
  regions: string[];
  roleName: string;
  /** After this long no further account is begun. */
  capMs: number;
};

export type NaiveResult = {
  seconds: number;
  accounts: number;
  imported: number;
};

/** Reads account after account, all regions of an account at once, and prints a {@link NaiveResult}. */
async function main() {
  const options: Environment = JSON.parse(process.env.OAF_NAIVE!);
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const result = { accounts: 0, imported: 0 };
  for (const accountId of options.accountIds) {
    if (elapsed() > options.capMs) {
      break;
    }
    result.accounts += 1;
    result.imported += await importAccount(options, accountId);
  }
  const seconds = elapsed() / 1000;
  process.stdout.write(`${JSON.stringify({ ...result, seconds })}\n`);
}

async function importAccount(
  options: Environment,
  accountId: string,
): Promise<number> {
  const credentials = await assumeRole(options, accountId);
  const counts = await Promise.allSettled(
    options.regions.map(region =>
      importNaively({ endpoint: options.endpoint, region, credentials }),
    ),
  );
  return counts.reduce(
    (total, count) => total + (count.status === 'fulfilled' ? count.value : 0),
    0,
  );
}

async function assumeRole(options: Environment, accountId: string) {
  const sts = new STSClient({
    endpoint: options.endpoint,
    region: options.regions[0],
    credentials: defaultBaseCredentials,
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${options.roleName}`,
      RoleSessionName: 'naive',
    }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}

main().catch(error => {
  process.stderr.write(`The naive importer failed: ${error}\n`);
  process.exit(1);
});
