export function suppressionProblems(text: string): string[];
