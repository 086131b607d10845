/** The footbridge. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
      <path d="M2 15h20M4.5 15c0-4.6 3.3-8 7.5-8s7.5 3.4 7.5 8M12 7v8M8 8.2V15M16 8.2V15M5 19v-4M19 19v-4" />
    </svg>
  );
}
