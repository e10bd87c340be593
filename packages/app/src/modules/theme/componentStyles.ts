import type { UnifiedThemeOptions } from '@backstage/theme';
import type { ThemeColors } from './colors';

/** What Backstage's Material UI components need beside their palette. */
export function componentStyles(
  colors: ThemeColors,
): UnifiedThemeOptions['components'] {
  return {
    // Its own widths would cut "API Management" short.
    BackstageSidebarItem: {
      styleOverrides: {
        label: { width: 'auto', fontWeight: 500 },
        secondaryAction: { width: 'auto', marginRight: 4 },
      },
    },
    BackstageTableHeader: {
      styleOverrides: {
        header: {
          borderTop: `1px solid ${colors.border}`,
          borderBottom: `1px solid ${colors.border}`,
        },
      },
    },
    // The default breaks words in the middle as soon as a table is narrow.
    MuiTableCell: {
      styleOverrides: {
        root: {
          overflowWrap: 'break-word',
          overflow: 'hidden',
          verticalAlign: 'middle',
          lineHeight: 1.25,
          padding: '14px 16px 14px 20px',
          borderBottom: 0,
        },
        sizeSmall: { padding: '10px 16px 10px 20px' },
        head: { fontWeight: 'normal', lineHeight: 1.25 },
      },
    },
  };
}
