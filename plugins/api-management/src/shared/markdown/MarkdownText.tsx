import { MarkdownContent } from '@backstage/core-components';
import { useImageHosts } from './imageHosts';
import { linkForeignImages } from './linkForeignImages';

/** Loads nothing, so that a browser shows the words in the image's place. */
const nothing = 'data:,';

/** A text in Markdown that somebody else wrote; it makes the reader's browser ask no host but those that are allowed. */
export function MarkdownText(props: { text: string; className?: string }) {
  const { text, className } = props;
  const isAllowed = useImageHosts();
  return (
    <MarkdownContent
      className={className}
      content={linkForeignImages(text, isAllowed)}
      dialect="gfm"
      // Those that are written in HTML come here only.
      transformImageUri={source => (isAllowed(source) ? source : nothing)}
    />
  );
}
