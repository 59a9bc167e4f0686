export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  /** Cents, so that sums are exact. */
  readonly price: number;
}

const categories: Readonly<Record<string, readonly (readonly [name: string, price: number])[]>> = {
  kitchen: [['Copper kettle', 6490], ['Chopping board', 2250], ['Espresso cup', 890], ['Cast iron pan', 5400], ['Bread knife', 3195], ['Enamel jug', 1850]],
  garden: [['Watering can', 2790], ['Pruning shears', 3450], ['Terracotta pot', 1290], ['Seed box', 1590], ['Garden gloves', 1190], ['Bird feeder', 2490]],
  office: [['Fountain pen', 4850], ['Linen notebook', 1450], ['Desk lamp', 8900], ['Paper tray', 2650], ['Brass ruler', 1390], ['Ink bottle', 1190]],
  travel: [['Canvas backpack', 9900], ['Wool blanket', 7450], ['Steel bottle', 2590], ['Luggage tag', 950], ['Folding umbrella', 3290], ['Travel kettle', 4590]],
};

export const products: readonly Product[] = Object.entries(categories).flatMap(([category, entries]) =>
  entries.map(([name, price], index) => ({ sku: `${category.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(3, '0')}`, name, category, price })),
);

const bySku = new Map(products.map((product) => [product.sku, product]));

export function findProduct(sku: string): Product | undefined {
  return bySku.get(sku);
}
