import type { CodeSample } from './CodeSample';
import { curlSample } from './curlSample';
import { goSample } from './goSample';
import { javaSample } from './javaSample';
import { nodeSample } from './nodeSample';
import { pythonSample } from './pythonSample';

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
  {
    id: 'python',
    title: 'Python',
    language: 'python',
    fileName: 'call_api.py',
    setup: ['pip install joserfc requests'],
    firstRun: `${firstSecrets} python3 call_api.py`,
    laterRun: `${laterSecrets} python3 call_api.py`,
    render: pythonSample,
  },
  {
    id: 'java',
    title: 'Java',
    language: 'java',
    fileName: 'CallApi.java',
    setup: [],
    firstRun: `${firstSecrets} java CallApi.java`,
    laterRun: `${laterSecrets} java CallApi.java`,
    render: javaSample,
  },
  {
    id: 'go',
    title: 'Go',
    language: 'go',
    fileName: 'call-api.go',
    setup: [],
    firstRun: `${firstSecrets} go run call-api.go`,
    laterRun: `${laterSecrets} go run call-api.go`,
    render: goSample,
  },
];

export * from './CodeSample';
export * from './consumerCommands';
export * from './curlSample';
export * from './goSample';
export * from './javaSample';
export * from './nodeSample';
export * from './pythonSample';
