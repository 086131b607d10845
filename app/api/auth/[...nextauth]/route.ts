import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth";
import { getApp } from "@/lib/server/compose";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: Request, context: Context): Promise<Response> {
  return NextAuth(authOptions(await getApp()))(request, context);
}

export { handle as GET, handle as POST };
