import type { CodeSample } from './CodeSample';
import { curlSample } from './curlSample';
import { nodeSample } from './nodeSample';

const firstSecrets =
  "OAF_TEMPORARY_PASSWORD='<temporary password>' OAF_API_KEY='<API key>'";
const laterSecrets = "OAF_API_KEY='<API key>'";

/** The languages a page offers, in their order. */
export const codeSamples: CodeSample[] = [
  {
    id: 'node',
    title: 'Node.js',
    language: 'javascript',
    fileName: 'call-api.mjs',
    setup: ['npm install openid-client'],
    firstRun: `${firstSecrets} node call-api.mjs`,
    laterRun: `${laterSecrets} node call-api.mjs`,
    render: nodeSample,
  },
  {
    id: 'curl',
    title: 'curl',
    language: 'bash',
    fileName: 'call-api.sh',
    setup: [],
    firstRun: `${firstSecrets} bash call-api.sh`,
    laterRun: `${laterSecrets} bash call-api.sh`,
    render: curlSample,
  },
];

export * from './CodeSample';
export * from './curlSample';
export * from './nodeSample';
