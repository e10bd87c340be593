import type { Kind } from '../grammar/grammar';
import { resolveAlias } from '../source/SourceNode';
import type { SourceMap, SourceNode, SourceScalar } from '../source/SourceNode';
import { isSwagger2 } from './address';
import { greedyParameter } from './paths';
import { publicMembers } from './publicPairs';
import { remember } from './Publishing';
import type { Member, Publishing } from './Publishing';

/** A part of the document on one line, in a form that JSON and YAML share, with the digits of the source. */
export function writeOut(
  node: SourceNode,
  kind: Kind,
  publishing: Publishing,
): string {
  const target = resolveAlias(node);
  if (target.type === 'scalar') {
    return writeScalar(target, publishing);
  }
  return remember(publishing.written, target, kind, () =>
    target.type === 'list'
      ? writeList(target.items, kind, publishing)
      : writeMap(publicMembers(target, kind, publishing), publishing),
  );
}

/** As `name: value`. */
export function writeMember(member: Member, publishing: Publishing): string {
  return `${JSON.stringify(publishing.conceal(member.name))}: ${writeValue(
    member,
    publishing,
  )}`;
}

/** As writeMember, for a map in lines: plain words need no quotes there. */
export function writeLine(member: Member, publishing: Publishing): string {
  return /^(?:servers|host|basePath|schemes|parameters|get|put|post|delete|options|head|patch)$/.test(
    member.name,
  )
    ? `${member.name}: ${writeValue(member, publishing)}`
    : writeMember(member, publishing);
}

function writeValue(member: Member, publishing: Publishing): string {
  const { value, kind, written, method, undeclared } = member;
  const target = resolveAlias(value);
  if (written !== undefined) {
    return written;
  }
  if (target.type === 'map' && (method || undeclared)) {
    return writeMap(adapted(target, member, publishing), publishing);
  }
  return writeOut(value, kind, publishing);
}

/** The members of an operation that stands for a method, or of a path that lacks parameters. */
function adapted(
  map: SourceMap,
  { kind, method, undeclared }: Member,
  publishing: Publishing,
): Member[] {
  const members = publicMembers(map, kind, publishing);
  return undeclared
    ? withParameters(members, { map, kind, undeclared }, publishing)
    : members.map(member => ofMethod(member, method!, publishing));
}

/** Operation ids are unique in a document. */
function ofMethod(member: Member, method: string, publishing: Publishing) {
  return member.name === 'operationId'
    ? {
        ...member,
        written: writeValue(member, publishing).replace(
          /("?)$/,
          `_${method}$1`,
        ),
      }
    : member;
}

function withParameters(
  members: Member[],
  path: { map: SourceMap; kind: Kind; undeclared: string[] },
  publishing: Publishing,
): Member[] {
  const own = members.find(({ name }) => name === 'parameters');
  const known = own ? resolveAlias(own.value) : undefined;
  const items = known?.type === 'list' ? known.items : [];
  const kind = path.kind.field('parameters');
  const written = [
    ...path.undeclared.map(name =>
      greedyParameter(name, isSwagger2(publishing)),
    ),
    ...items.map(item => writeOut(item, kind, publishing)),
  ].join(', ');
  const parameters = { name: 'parameters', kind, value: path.map };
  return [
    { ...parameters, written: `[${written}]` },
    ...members.filter(member => member !== own),
  ];
}

function writeMap(members: Member[], publishing: Publishing): string {
  const texts = members.map(member => () => writeMember(member, publishing));
  return `{${joined(texts, publishing)}}`;
}

function writeList(
  items: SourceNode[],
  kind: Kind,
  publishing: Publishing,
): string {
  const texts = items.map(item => () => writeOut(item, kind, publishing));
  return `[${joined(texts, publishing)}]`;
}

/** Stops as soon as it is too much: aliases of aliases grow by powers. */
function joined(texts: Array<() => string>, publishing: Publishing): string {
  let text = '';
  for (const next of texts) {
    text += text === '' ? next() : `, ${next()}`;
    requireRoom(text, publishing);
  }
  return text;
}

/** @throws SyntaxError when aliases stand for so much that whoever reads the document would be overrun */
export function requireRoom({ length }: string, { room }: Publishing) {
  if (length > room) {
    throw new SyntaxError(
      'Its aliases and merge keys stand for many times the document, which would overrun whoever reads it. Put what is shared into components and refer to it by $ref.',
    );
  }
}

function writeScalar(
  { value, start, end }: SourceScalar,
  { source, conceal }: Publishing,
): string {
  if (typeof value === 'string') {
    return JSON.stringify(conceal(value));
  }
  return value === null ? 'null' : source.text.slice(start, end);
}
