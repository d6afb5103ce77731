package io.plumbline.sandbox;

import io.plumbline.sandbox.netsuite.ErpCommand;
import io.plumbline.sandbox.player.Play;
import io.plumbline.sandbox.shiphero.WmsCommand;
import io.plumbline.sandbox.shopify.StorefrontCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sandbox's command line: one process per emulated vendor. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Emulated vendors and the scenario that plays on them.",
    subcommands = {StorefrontCommand.class, ErpCommand.class, WmsCommand.class, Play.class})
public final class Sandbox {
  private Sandbox() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Sandbox()).execute(arguments));
  }
}
