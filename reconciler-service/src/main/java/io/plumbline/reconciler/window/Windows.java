package io.plumbline.reconciler.window;

import io.plumbline.reconciler.policy.Hop;

/** The windows as they are now. */
public interface Windows {

  Window of(Hop hop);
}
