/** More than the texts of a playbook; a function that lives through many playbooks forgets the old ones. */
const MOST_KEPT = 500;

/** Makes once of a text what every mail with the same text needs. */
export function remembered<Made, Text extends string = string>(make: (text: Text) => Made): (text: Text) => Made {
  const kept = new Map<Text, Made>();
  return (text) => {
    let made = kept.get(text);
    if (made === undefined) {
      if (kept.size >= MOST_KEPT) kept.clear();
      made = make(text);
      kept.set(text, made);
    }
    return made;
  };
}
