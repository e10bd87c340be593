import type { SourceNode } from '../source/SourceNode';

/** The host of a URL, with its port. */
const URL_HOST = /\/\/(?:[^/\s@]*@)?([\w.-]+(?::\d+)?)/g;

const ONLY_HOST = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/;

const ARN = /\barn:[\w-]+:[\w-]*:[\w-]*:(\d{12})?:([\w:/.-]*)/g;

/** A name that somebody gave, not a word of AWS's. */
const GIVEN_NAME = /[-_\d]/;

const SHORTEST = 6;

function hostsIn(text: string): string[] {
  const hosts = [...text.matchAll(URL_HOST)].map(([, host]) => host);
  return ONLY_HOST.test(text) ? [...hosts, text] : hosts;
}

/** With its port it is no other's; a word alone is rather something else. */
function spellings(host: string): string[] {
  const [name] = host.split(':');
  return name.includes('.') ? [name] : [host];
}

function namesInArns(text: string): string[] {
  return [...text.matchAll(ARN)].flatMap(([, account, resource]) => [
    ...(account ? [account] : []),
    ...resource.split(/[:/]/).filter(name => GIVEN_NAME.test(name)),
  ]);
}

/** Hosts, accounts and roles of what is cut out of a document. Comments elsewhere may name them too. */
export class PrivateWords {
  readonly #words = new Set<string>();
  readonly #publicUrl: string;

  constructor(publicUrl = '') {
    this.#publicUrl = publicUrl.toLowerCase();
  }

  /** Takes in the words of what is cut. */
  note(node: SourceNode) {
    if (node.type === 'list') {
      node.items.forEach(item => this.note(item));
    } else if (node.type === 'map') {
      node.pairs.forEach(({ value }) => this.note(value));
    } else if (node.type === 'scalar' && typeof node.value === 'string') {
      this.#noteText(node.value);
    }
  }

  areIn(text: string): boolean {
    const lower = text.toLowerCase();
    return [...this.#words].some(word => lower.includes(word));
  }

  #noteText(text: string) {
    [...hostsIn(text).flatMap(spellings), ...namesInArns(text)]
      .map(word => word.toLowerCase())
      .filter(word => word.length >= SHORTEST)
      .filter(word => !this.#publicUrl.includes(word))
      .forEach(word => this.#words.add(word));
  }
}
