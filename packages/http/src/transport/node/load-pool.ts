import type { Pool } from 'undici'

/**
 * undici's pool, without the rest of undici, which takes longer to load than everything else together.
 *
 * @param direct - loads the pool's own module.
 */
export async function loadPool(
  direct: () => Promise<{ default: typeof Pool }> = () => import('undici/lib/dispatcher/pool.js'),
): Promise<{ Pool: typeof Pool }> {
  try {
    return { Pool: (await direct()).default }
  } catch {
    // The module is not part of undici's promises: should it move, the whole will do.
    return import('undici')
  }
}
