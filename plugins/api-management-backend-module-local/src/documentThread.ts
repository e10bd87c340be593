import { parentPort } from 'node:worker_threads';
import { serveJobs } from '@oaf/backstage-plugin-api-management-node/threads';
import { publishDocument } from './documents/publishDocument';

/** The program of the thread that reads OpenAPI documents; see EmbeddedDocuments. */
serveJobs(parentPort!, { publishDocument });
