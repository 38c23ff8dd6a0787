/**
 * Who may speak to the controller: its authority, its own identity, enrolment, the administrator.
 */
@NullMarked
package io.drayage.controller.access;

import org.jspecify.annotations.NullMarked;
