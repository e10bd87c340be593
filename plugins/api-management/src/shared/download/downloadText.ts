import { saveFile } from './saveFile';

/** Lets the browser save a text as a file. */
export function downloadText(fileName: string, text: string) {
  saveFile(new File([text], fileName, { type: 'text/plain' }));
}
