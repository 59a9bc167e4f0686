import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;
import java.nio.file.*;
import java.util.*;

/** Starts one real Elasticsearch server node on the class path (no launcher, no entitlement agent, no x-pack). */
public class EsNode {
    public static void main(String[] a) throws Exception {
        Path home = Path.of(System.getProperty("es.path.home", "/usr/share/elasticsearch"));
        String configured = System.getenv("ES_PATH_CONF"); // as the official launcher
        Path conf = configured == null || configured.isEmpty() ? home.resolve("config") : Path.of(configured);
        Settings.Builder b = Settings.builder();
        Path yml = conf.resolve("elasticsearch.yml");
        if (Files.exists(yml)) b.loadFromPath(yml);
        // the official image: environment variables with a dot in the name are settings; also -Ekey=value
        System.getenv().forEach((k, v) -> { if (k.matches("[a-z0-9_]+(\\.[a-z0-9_]+)+")) b.put(k, v); });
        for (String x : a) if (x.startsWith("-E") && x.contains("=")) b.put(x.substring(2, x.indexOf('=')), x.substring(x.indexOf('=') + 1));
        b.put("path.home", home.toString());
        for (String k : new ArrayList<>(b.keys())) if (k.startsWith("xpack.") || k.startsWith("ingest.geoip.")) {
            System.err.println("note: setting " + k + " ignored, this node has no such module");
            b.remove(k);
        }
        if (b.get("node.name") == null) b.put("node.name", java.net.InetAddress.getLocalHost().getHostName());
        if (b.get("path.repo") == null) b.put("path.repo", home.resolve("snapshots").toString());
        LogConfigurator.configureESLogging();
        LogConfigurator.configureWithoutConfig(Settings.builder().put("logger.level", System.getenv().getOrDefault("ES_LOG_LEVEL", "info")).build());
        Environment env = new Environment(b.build(), conf);
        PluginsLoader pl = PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(env.modulesDir(), true), PluginsLoader.loadPluginsBundles(env.pluginsDir(), true), Map.of(), false);
        Node n = new Node(env, pl);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try { n.prepareForClose(); n.close(); } catch (Exception e) { e.printStackTrace(); }
        }));
        n.start();
        System.err.println("node started: " + n.settings().get("cluster.name"));
        Thread.currentThread().join();
    }
}
