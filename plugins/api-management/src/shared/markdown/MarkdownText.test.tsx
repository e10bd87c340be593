import { screen } from '@testing-library/react';
import { renderPage } from '../__testUtils__/renderPage';
import { MarkdownText } from './MarkdownText';

const render = (text: string, imageHosts?: string[]) =>
  renderPage(<MarkdownText text={text} />, {
    client: {},
    config: imageHosts && { apiManagement: { guides: { imageHosts } } },
  });

/** Everything that a browser would load of what was drawn. */
const loaded = () =>
  [...document.querySelectorAll('main [src], main [srcset]')].flatMap(
    element => [element.getAttribute('src'), element.getAttribute('srcset')],
  );

const foreign = 'https://tracker.test/pixel.png';

describe('images of a guide', () => {
  it.each([
    ['an image', `![Diagram](${foreign})`],
    ['one with a title', `![Diagram](${foreign} "Title")`],
    ['one by reference', `![Diagram][one]\n\n[one]: ${foreign}`],
    ['one by its name', `![Diagram]\n\n[diagram]: ${foreign}`],
    ['one without protocol', '![Diagram](//tracker.test/pixel.png)'],
    ['one with backslashes', '![Diagram](<\\\\\\\\tracker.test/pixel.png>)'],
    ['one that is not encrypted', '![Diagram](http://allowed.test/a.png)'],
    [
      'one of a host with an allowed end',
      '![Diagram](https://evil-allowed.test/a)',
    ],
    ['one of another port', '![Diagram](https://allowed.test:444/a.png)'],
    [
      'one whose user is an allowed host',
      '![Diagram](https://allowed.test@evil.test/a)',
    ],
  ])('are links on another host: %s', async (_, text) => {
    render(`Before ${text}`, ['allowed.test']);
    expect(
      await screen.findByRole('link', { name: /^Diagram/ }),
    ).toBeInTheDocument();
    expect(document.querySelector('img')).toBeNull();
  });

  it('are named by where they are without words of their own', async () => {
    render(`Before ![](${foreign})`);
    expect(
      await screen.findByRole('link', { name: new RegExp(foreign) }),
    ).toHaveAttribute('href', foreign);
  });

  it.each([
    ['an element', `<img src="${foreign}" alt="Diagram">`],
    [
      'one of several sources',
      `<picture><source srcset="${foreign}"><img src="${foreign}" srcset="${foreign} 2x" alt="Diagram"></picture>`,
    ],
    ['one in a link', `<a href="/x"><img src="${foreign}" alt="Diagram"></a>`],
  ])('are their words in HTML: %s', async (_, text) => {
    render(`Before\n\n${text}`);
    expect(await screen.findByAltText('Diagram')).toHaveAttribute(
      'src',
      'data:,',
    );
    expect(document.body.innerHTML).not.toContain('tracker.test');
  });

  it.each([
    ['by its path', '/static/a.png'],
    ['by its address', 'http://localhost/static/a.png'],
    ['on a host that is allowed', 'https://allowed.test/a.png'],
  ])('are shown: %s', async (_, source) => {
    render(`![Diagram](${source})`, ['allowed.test']);
    expect(await screen.findByAltText('Diagram')).toHaveAttribute(
      'src',
      source,
    );
  });

  it('are text within code', async () => {
    render(`\`![Diagram](${foreign})\``);
    expect(
      await screen.findByText(`![Diagram](${foreign})`),
    ).toBeInTheDocument();
    expect(loaded()).toEqual([]);
  });
});
