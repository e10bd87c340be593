import { randomUUID } from 'node:crypto';
import type { Answer, AwsError } from '../requests/AwsError';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export function xmlAnswer(action: string, result: string): Answer {
  return {
    headers: { 'content-type': 'text/xml' },
    body: [
      Buffer.from(
        `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>${metadata()}</${action}Response>`,
      ),
    ],
  };
}

export function xmlErrorAnswer(error: AwsError): Answer {
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: [
      Buffer.from(
        `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type>${element(
          'Code',
          error.code,
        )}${element('Message', error.message)}</Error>${element(
          'RequestId',
          randomUUID(),
        )}</ErrorResponse>`,
      ),
    ],
  };
}

export function element(name: string, text: string): string {
  const escaped = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
  return `<${name}>${escaped}</${name}>`;
}

function metadata(): string {
  return `<ResponseMetadata>${element(
    'RequestId',
    randomUUID(),
  )}</ResponseMetadata>`;
}
