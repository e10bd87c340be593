import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  RegoEngine,
  type StandardDiagnostic,
  TemplateFile,
} from '@aws/cloudformation-validate';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type StackName, stacks, synthesize } from '../synthesize';
import { policyFindings } from './policyFindings';
import { policyStatements } from './policyStatements';

/** What there is to say of a template. */
export interface StackReport {
  name: StackName;
  resources: number;
  statements: number;
  findings: string[];
}

/** What the validator says and is so. */
const accepted: { rule: string; at: RegExp; why: string }[] = [
  {
    rule: 'W3005',
    at: /^DependsOn$/,
    why: 'CDK writes that a function depends on its role, which the ARN of the role says already.',
  },
  {
    rule: 'F3033',
    at: /^Properties[.](AlarmActions|OKActions)[.]/,
    why: 'The topic is empty only where the condition leaves it out.',
  },
  ...['E1150', 'E1151'].map(rule => ({
    rule,
    at: /^Properties[.](VpcId|SecurityGroupIngress[.]0[.]SourceSecurityGroupId)$/,
    why: 'The network is empty only where the condition takes an own one.',
  })),
  {
    rule: 'F3031',
    at: /^Properties[.]ManagedPolicyArns[.]1$/,
    why: 'The policy is empty only where the condition leaves it out.',
  },
  {
    rule: 'W1001',
    at: /^Outputs[/]AccessLogArn[/]Value[.]Fn::If[.]/,
    why: 'Each of both streams is named where its own condition holds.',
  },
  {
    rule: 'E3047',
    at: /^Properties[.]Cpu$/,
    why: 'The mapping of sizes has both, and the validator tries each with each.',
  },
  {
    rule: 'W2509',
    at: /^Parameters.(Client|Database|Entra)SecretArn$/,
    why: 'It says where the secret is, and not what it is.',
  },
];

let engine: InstanceType<typeof RegoEngine> | undefined;

const isAccepted = ({ ruleId, propertyPath = '' }: StandardDiagnostic) =>
  accepted.some(({ rule, at }) => rule === ruleId && at.test(propertyPath));

function inTemporaryFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'infrastructure-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function diagnose(template: object): StandardDiagnostic[] {
  // Two seconds to make.
  engine ??= new RegoEngine();
  return inTemporaryFolder(folder => {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    return engine!.validateStandard(new TemplateFile(file)).diagnostics;
  });
}

/** AWS's own validator: the schema of each resource type, and its rules. */
function validatorFindings(template: object): string[] {
  return diagnose(template)
    .filter(each => each.severity !== 'INFO' && !isAccepted(each))
    .map(
      ({ severity, ruleId, entity, propertyPath, message }) =>
        `${severity} ${ruleId} ${entity?.logicalId} ${propertyPath}: ${message}`,
    );
}

interface NagReport {
  pluginReports: {
    pluginName: string;
    violations: {
      ruleName: string;
      description: string;
      violatingConstructs: { constructPath: string }[];
    }[];
  }[];
}

function readNagReport(folder: string): string[] {
  const report: NagReport = JSON.parse(
    readFileSync(join(folder, 'validation-report.json'), 'utf8'),
  );
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(
        ({ constructPath }) =>
          `${pluginName} ${ruleName} ${constructPath}: ${description}`,
      ),
    ),
  );
}

/** cdk-nag's rules for AWS solutions. */
function nagFindings(name: StackName): string[] {
  return inTemporaryFolder(folder => {
    const app = new App({ analyticsReporting: false, outdir: folder });
    stacks[name](app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    try {
      app.synth();
      return [];
    } catch (error) {
      if ((error as Error).name !== 'ValidationFailed') {
        throw error;
      }
      return readNagReport(folder);
    }
  });
}

/** Everything that is checked of a stack, and what was found. */
export function checkStack(name: StackName): StackReport {
  const template = synthesize(name);
  return {
    name,
    resources: Object.keys(template.Resources).length,
    statements: policyStatements(template).length,
    findings: [
      ...validatorFindings(template),
      ...nagFindings(name),
      ...policyFindings(template),
    ],
  };
}
