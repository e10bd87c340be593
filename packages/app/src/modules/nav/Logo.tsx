import type { SVGProps } from 'react';

/** The mark: a ring that is open, and what comes out of it. */
export const LogoMark = (props: SVGProps<SVGSVGElement>) => (
  <svg viewBox="0 0 32 32" aria-hidden="true" {...props}>
    <rect width="32" height="32" rx="8" fill="#0b6e6e" />
    <path
      d="M21.2 10.2a7.5 7.5 0 1 0 0 11.6"
      fill="none"
      stroke="#fff"
      strokeWidth="3.5"
      strokeLinecap="round"
    />
    <circle cx="23.4" cy="16" r="2.6" fill="#8fe3dc" />
  </svg>
);
