// Loads nothing and sends nothing: what a process costs without any client.
export function create() {
  return {}
}
