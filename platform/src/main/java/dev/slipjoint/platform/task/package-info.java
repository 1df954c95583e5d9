/**
 * Work that is done although the process may end meanwhile. {@link
 * dev.slipjoint.platform.task.Worker} claims what is due and hands it to a {@link
 * dev.slipjoint.platform.task.TaskRunner}.
 */
@NullMarked
package dev.slipjoint.platform.task;

import org.jspecify.annotations.NullMarked;
