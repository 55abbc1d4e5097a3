/** Why a stranger's file cannot be read at all. */
export type OpenErrorType = 'not-a-pdf' | 'damaged' | 'encrypted' | 'too-complex';

export class OpenFileError extends Error {
  readonly type: OpenErrorType;

  constructor(type: OpenErrorType, message: string) {
    super(message);
    this.name = 'OpenFileError';
    this.type = type;
  }
}

export const damaged = (message: string): OpenFileError => new OpenFileError('damaged', message);
