import type { Definition, Image, ImageReference, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { visit } from 'unist-util-visit';
import type { IsAllowed } from './imageHosts';

/** A Markdown text whose images of other hosts are links: named by what they show, or by where they are. */
export function linkForeignImages(markdown: string, isAllowed: IsAllowed) {
  const tree = fromMarkdown(markdown);
  const images = imagesOf(tree).filter(({ url }) => !isAllowed(url));
  // From the end, so that the places before stay where they are.
  return images.reduceRight(toLink, markdown);
}

type Place = { start: number; end: number; alt: string; url: string };

function toLink(text: string, { start, end, alt, url }: Place) {
  // Without its exclamation mark an image is a link, in each of the ways in which it can be written.
  const link = alt ? text.slice(start + 1, end) : `<${encodeURI(url)}>`;
  return text.slice(0, start) + link + text.slice(end);
}

function imagesOf(tree: Root): Place[] {
  const places: Place[] = [];
  visit(tree, (node): void => {
    if (node.type === 'image' || node.type === 'imageReference') {
      places.push({
        start: node.position!.start.offset!,
        end: node.position!.end.offset!,
        alt: node.alt ?? '',
        url: urlOf(node, tree),
      });
    }
  });
  return places;
}

function urlOf(image: Image | ImageReference, tree: Root): string {
  if (image.type === 'image') {
    return image.url;
  }
  let url = '';
  visit(tree, 'definition', (definition: Definition) => {
    if (!url && definition.identifier === image.identifier) {
      url = definition.url;
    }
  });
  return url;
}
