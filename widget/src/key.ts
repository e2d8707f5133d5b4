/** The key in `sessionStorage` of one assistant: two widgets of different servers on one origin don't mix. */
export const storageKey = (server: string): string => `bouwstenen-chat:${server}`;
