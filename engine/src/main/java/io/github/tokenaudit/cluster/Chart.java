package io.github.tokenaudit.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Helm chart that lies in the input unrendered: a folder with {@code Chart.yaml} and {@code templates/} (Helm docs,
 * "The Chart File Structure"). Its templates are no manifests.
 *
 * @param file the {@code Chart.yaml}
 * @param templates how many files of the input are its templates, subcharts included
 */
public record Chart(String file, int templates) {

    private static final String CHART_FILE = "Chart.yaml";

    /** The charts among the files of an input, subcharts left to theirs, in the order of names. */
    public static List<Chart> among(Collection<String> files) {
        List<Chart> charts = new ArrayList<>();
        for (String file : new TreeSet<>(files)) {
            boolean chartFile = file.equals(CHART_FILE) || file.endsWith("/" + CHART_FILE);
            if (chartFile && templateOf(file, charts) == null && !isInside(file, charts)) {
                Chart chart = new Chart(file, 0);
                int templates = (int) files.stream().filter(chart::hasTemplate).count();
                if (templates > 0) {
                    charts.add(new Chart(file, templates));
                }
            }
        }
        return charts;
    }

    /** The chart that a file is a template of; null when it is none. */
    public static @Nullable Chart templateOf(String file, List<Chart> charts) {
        for (Chart chart : charts) {
            if (chart.hasTemplate(file)) {
                return chart;
            }
        }
        return null;
    }

    private static boolean isInside(String file, List<Chart> charts) {
        return charts.stream().anyMatch(chart -> file.startsWith(chart.folder() + "charts/"));
    }

    private boolean hasTemplate(String file) {
        String folder = folder();
        if (!file.startsWith(folder)) {
            return false;
        }
        String inside = file.substring(folder.length());
        return inside.startsWith("templates/") || (inside.startsWith("charts/") && inside.contains("/templates/"));
    }

    /** The chart's folder with a slash at the end; empty for the top. */
    private String folder() {
        return file.substring(0, file.length() - CHART_FILE.length());
    }
}
