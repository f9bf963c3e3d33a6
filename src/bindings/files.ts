/** A file's name, as it is shown, and its text. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** The files that bindings files name. Paths are relative to the folder of the file that names them, and stay inside it. */
export interface Files {
  /** The file that `path` in the file `namedIn` means, or why there is none. */
  read(path: string, namedIn: string): FileText | { readonly problem: string };
  /** Paths that a glob pattern in the file `namedIn` matches, in order. */
  list(pattern: string, namedIn: string): readonly string[];
}
