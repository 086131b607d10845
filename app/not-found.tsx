export { default } from "@/app/(studio)/not-found";
