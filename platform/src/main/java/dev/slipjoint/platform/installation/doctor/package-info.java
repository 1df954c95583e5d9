/**
 * Looks at one installation and says what is the matter with it and what to do. {@link
 * dev.slipjoint.platform.installation.doctor.Doctor} is the service; {@link
 * dev.slipjoint.platform.installation.doctor.Advice} lists everything that it may find.
 */
@NullMarked
package dev.slipjoint.platform.installation.doctor;

import org.jspecify.annotations.NullMarked;
