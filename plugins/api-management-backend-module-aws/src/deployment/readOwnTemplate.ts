import type { StackTemplate } from '@oaf/backstage-plugin-api-management-node';
import { z } from 'zod';
import { parseTemplate, refusal } from './parseTemplate';
import { readParameters } from './readParameters';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_BYTES = 1_000_000;

const text = z.string();
const number = text.regex(/^-?\d+(\.\d+)?$/, 'must be a number').optional();

const parameter = z.looseObject({
  Type: text,
  Description: text.optional(),
  Default: text.optional(),
  AllowedValues: z.array(text).optional(),
  AllowedPattern: text.optional(),
  ConstraintDescription: text.optional(),
  MinLength: number,
  MaxLength: number,
  MinValue: number,
  MaxValue: number,
  NoEcho: text.optional(),
});

const words = z.looseObject({ default: text.optional() });

/** How a form is laid out; nothing is deployed otherwise when it is wrong. */
const metadata = z
  .looseObject({
    'AWS::CloudFormation::Interface': z
      .looseObject({
        ParameterGroups: z
          .array(
            z.looseObject({
              Label: words.optional(),
              Parameters: z.array(text).optional(),
            }),
          )
          .optional(),
        ParameterLabels: z.record(text, words).optional(),
      })
      .optional(),
  })
  .optional()
  .catch(undefined);

const template = z.looseObject(
  {
    Description: text.optional(),
    Metadata: metadata,
    Parameters: z.record(text, parameter).optional(),
    Resources: z
      .record(text, z.unknown())
      .refine(
        resources => Object.keys(resources).length > 0,
        'must name at least one resource',
      ),
  },
  'has no sections of a CloudFormation template',
);

/**
 * Parameters of a template, JSON or YAML, that somebody wrote. What its resources are is for CloudFormation to judge.
 *
 * @throws InputError saying what is wrong with it
 */
export function readOwnTemplate(
  body: string,
): Pick<StackTemplate, 'description' | 'parameters'> {
  requireSize(body);
  const { data, error } = template.safeParse(parseTemplate(body));
  if (!data) {
    const [{ path, message }] = error.issues;
    throw refusal(`${['', ...path].join('/')} ${message}`);
  }
  return {
    description: data.Description ?? '',
    parameters: readParameters(data),
  };
}

function requireSize(body: string) {
  const size = Buffer.byteLength(body);
  if (size > MAX_BYTES) {
    throw refusal(
      ` has ${size} bytes, and CloudFormation takes ${MAX_BYTES}. Split it into several stacks.`,
    );
  }
}
