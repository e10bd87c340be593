import { TextEdits } from '../edits/TextEdits';
import { kindOf } from '../grammar/grammar';
import type { Kind } from '../grammar/grammar';
import { readSource } from '../source/readSource';
import type { SourceNode } from '../source/SourceNode';
import { Bundle } from './Bundle';
import type { BundleOptions } from './Bundle';
import { insertComponents } from './insertComponents';
import { referencesOf } from './references';
import type { Reference } from './references';

/**
 * Takes what a document refers to in other files into its components, in a form that JSON and YAML share. The document's
 * own text stays as it is, and so do references that lead to no file that may be read.
 *
 * @throws SyntaxError when the document cannot be read, or what it refers to would overrun its readers
 * @public
 */
export function bundleDefinition(text: string, options: BundleOptions): string {
  const source = readSource(text);
  const edits = new TextEdits(source.text);
  const bundle = new Bundle(source, options);
  editReferences(source.root, kindOf('Document'), reference => {
    const taken = bundle.take(reference, options.path);
    if (taken !== undefined) {
      const { start, end } = reference.node;
      edits.replace(start, end, JSON.stringify(taken));
    }
  });
  insertComponents(source, bundle.components, edits);
  return edits.apply();
}

function editReferences(
  node: SourceNode,
  kind: Kind,
  edit: (reference: Reference) => void,
) {
  if (node.type === 'list') {
    node.items.forEach(item => editReferences(item, kind, edit));
  } else if (node.type === 'map' && !kind.data) {
    referencesOf(node, kind).forEach(edit);
    node.pairs.forEach(({ name, value }) =>
      editReferences(value, kind.field(name), edit),
    );
  }
}
