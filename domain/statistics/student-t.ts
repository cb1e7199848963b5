/** Of the standard normal distribution: what 95 % lie within. */
const Z = 1.959963984540054;
/** Below so many degrees of freedom the expansion is off by more than a hundredth: the exact figures. */
const FEW = [12.7062, 4.3027, 3.1824, 2.7764];

/**
 * Within so many standard errors lie 95 % of an estimate whose variance is itself estimated (Student's t): the
 * Cornish-Fisher expansion of Abramowitz and Stegun 26.7.5, and below five degrees of freedom the table.
 */
export function studentReach(degreesOfFreedom: number): number {
  if (degreesOfFreedom < 1) return Number.POSITIVE_INFINITY;
  const exact = FEW[Math.floor(degreesOfFreedom) - 1];
  if (exact !== undefined) return exact;
  const z2 = Z * Z;
  const terms = [
    (z2 + 1) / 4,
    ((5 * z2 + 16) * z2 + 3) / 96,
    (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384,
    ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160,
  ];
  return Z * terms.reduceRight((rest, term) => (rest + term) / degreesOfFreedom, 0) + Z;
}
