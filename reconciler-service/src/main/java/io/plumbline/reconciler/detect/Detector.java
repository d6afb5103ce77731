package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.View;
import java.util.stream.Stream;

/** Finds the discrepancies of one kind in one view; a pure function. */
interface Detector {

  Stream<Discrepancy> detect(View view, Company company);
}
