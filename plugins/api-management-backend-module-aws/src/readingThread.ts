import { parentPort, workerData } from 'node:worker_threads';
import { serveRequests } from './controlPlane/thread/serveRequests';
import { UndiciTransport } from './controlPlane/UndiciTransport';

/** The program of the thread that reads API Gateway; see ThreadTransport. */
serveRequests(parentPort!, new UndiciTransport(workerData.endpoint));
