/** Files of brands. Whatever a brand brought in lies under its own id, so that it can be erased whole. */
export interface FileStore {
  /**
   * Writes a file from a stream, whole or not at all.
   * @returns bytes written
   */
  put(file: FileName, body: AsyncIterable<Uint8Array>): Promise<number>;
  /** @throws AppError `not_found` */
  get(file: FileName): Promise<AsyncIterable<Uint8Array>>;
  /** Nothing happens where there is no such file. */
  remove(file: FileName): Promise<void>;
  /**
   * Removes up to `limit` files of a brand.
   * @returns how many were removed here, and whether there may be more
   */
  removeSome(brandId: string, limit: number): Promise<{ removed: number; left: boolean }>;
}

export interface FileName {
  brandId: string;
  /** Letters, digits, `.`, `_`, `-` and `/` between parts; no part begins with a dot. */
  key: string;
}
