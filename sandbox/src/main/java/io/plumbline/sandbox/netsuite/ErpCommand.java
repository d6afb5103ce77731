package io.plumbline.sandbox.netsuite;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sandbox erp}: serves an emulated NetSuite until it is stopped. */
@Command(name = "erp", description = "Serve an emulated NetSuite account.")
public final class ErpCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
